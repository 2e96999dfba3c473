-- An agent may have twice as much at hand: with handlers that take no time, a thousand tasks left it waiting for more.
ALTER TABLE agent_sessions
  DROP CONSTRAINT agent_sessions_capacity_check,
  ADD CONSTRAINT agent_sessions_capacity_check CHECK (capacity BETWEEN 1 AND 2000);
