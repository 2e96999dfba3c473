-- What the marketplace is searched by: of each item a row beside it, written by triggers, so that whoever changes an item changes what
-- finds it in the same transaction. Beside it, not in it: counting a run must not write a text index anew.

-- Words as they are, without those that say nothing: what prefixes are looked for in. The stems come from "english".
CREATE TEXT SEARCH DICTIONARY marketplace_word (TEMPLATE = simple, STOPWORDS = english);
CREATE TEXT SEARCH CONFIGURATION marketplace_word (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION marketplace_word ALTER MAPPING REPLACE simple WITH marketplace_word;

CREATE TABLE item_search (
  id TEXT COLLATE "C" PRIMARY KEY REFERENCES marketplace_items (id) ON DELETE CASCADE ON UPDATE CASCADE,
  tenant_id TEXT COLLATE "C" NOT NULL,
  visibility "ItemVisibility" NOT NULL,
  shared_with TEXT[] COLLATE "C" NOT NULL,
  -- Null while it has no latest release.
  latest_released_at TIMESTAMPTZ(3),
  price_per_run DOUBLE PRECISION NOT NULL,
  -- 0 while there is none: so that comes last.
  rating DOUBLE PRECISION NOT NULL,
  -- Exact up to 100, to 1 % above.
  runs BIGINT NOT NULL,
  -- What it counts for: its type, publisher, tags and capabilities, each behind its sort's letter, as `g:nlp`.
  facets TEXT[] COLLATE "C" NOT NULL,
  -- The item's name, its words parted by spaces.
  name TEXT COLLATE "C" NOT NULL,
  -- Word and stem of its name (A), of its tags, its capabilities and its publisher's name (B) and of its description (the rest: without
  -- positions, for a row that is narrow is read fast). And as lexemes that no text has, for they have a colon: its facets, the words of its
  -- name without the publisher (n:) and its tenant (o:).
  document TSVECTOR NOT NULL
);
-- Not fastupdate: each search would read through what is pending.
CREATE INDEX item_search_document_idx ON item_search USING GIN (document) WITH (fastupdate = off);
-- What everybody sees, in each order.
CREATE INDEX item_search_runs_idx ON item_search (runs, id) WHERE visibility = 'PUBLIC' AND latest_released_at IS NOT NULL;
CREATE INDEX item_search_rating_idx ON item_search (rating, id) WHERE visibility = 'PUBLIC' AND latest_released_at IS NOT NULL;
CREATE INDEX item_search_new_idx ON item_search (latest_released_at, id)
  WHERE visibility = 'PUBLIC' AND latest_released_at IS NOT NULL;
-- What some see.
CREATE INDEX item_search_own_idx ON item_search (tenant_id)
  WHERE (visibility = 'PUBLIC' AND latest_released_at IS NOT NULL) IS NOT TRUE;
CREATE INDEX item_search_shared_idx ON item_search USING GIN (shared_with) WITH (fastupdate = off) WHERE visibility = 'SHARED';

-- Each word and stem that is found, once and for good: what a word with a typing error is taken for. There are far fewer of them than names,
-- and a name that is misspelt in two words is found by each. What not everybody sees has its words in the scopes of those who see it: so
-- nobody can guess a word of others by what a search takes it for.
CREATE TABLE item_words (
  -- Empty for everybody, else a tenant.
  scope TEXT COLLATE "C" NOT NULL,
  word TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (scope, word)
);
CREATE INDEX item_words_word_idx ON item_words USING GIN (word gin_trgm_ops) WITH (fastupdate = off) WHERE scope = '';

-- The text with a space for all that parts words: the parser of PostgreSQL would take `acme/word-count` for a file. Each character of a
-- script without spaces is a word. src/marketplace/search/words.ts parts a query likewise.
CREATE FUNCTION marketplace_text(value TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(
    regexp_replace(value, '[\u0001-/:-@[-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u2000-\u206f\u3000-\u3004\u3008-\u303f\uff00-\uff0f]+', ' ', 'g'),
    '([\u0e00-\u0eff\u1000-\u109f\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])', ' \1 ', 'g')
$$;

CREATE FUNCTION marketplace_vector(value TEXT, weight "char") RETURNS TSVECTOR LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT setweight(to_tsvector('marketplace_word', value) || to_tsvector('english', value), weight)
$$;

CREATE FUNCTION describe_item() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
  publisher publishers%ROWTYPE;
  name TEXT := marketplace_text(NEW.name);
  -- The part behind the publisher, and its words as one: `wordcount` for `word-count`.
  own TEXT := marketplace_text(split_part(NEW.name, '/', 2));
  labels TEXT;
  description TEXT := marketplace_text(NEW.description);
  facets TEXT[];
BEGIN
  SELECT * INTO publisher FROM publishers p WHERE p.id = NEW.publisher_id;
  labels := marketplace_text(concat_ws(' ', publisher.display_name, array_to_string(NEW.tags, ' '), array_to_string(NEW.capabilities, ' ')));
  facets := ARRAY['t:' || NEW.type, 'p:' || publisher.name] || ARRAY(SELECT DISTINCT 'g:' || t FROM unnest(NEW.tags) t)
    || ARRAY(SELECT DISTINCT 'c:' || c FROM unnest(NEW.capabilities) c);
  INSERT INTO item_search (id, tenant_id, visibility, shared_with, latest_released_at, price_per_run, rating, runs, facets, name, document)
  VALUES (NEW.id, NEW.tenant_id, NEW.visibility, NEW.shared_with,
    CASE WHEN NEW.latest_release_id IS NOT NULL THEN NEW.latest_released_at END, NEW.price_per_run, coalesce(NEW.rating, 0), NEW.runs,
    facets, name,
    marketplace_vector(name || ' ' || replace(own, ' ', ''), 'A') || marketplace_vector(labels, 'B')
      || strip(to_tsvector('marketplace_word', description) || to_tsvector('english', description))
      || array_to_tsvector(facets || ('o:' || NEW.tenant_id) || ARRAY(
        SELECT 'n:' || lexeme FROM unnest(marketplace_vector(own || ' ' || replace(own, ' ', ''), 'A')))))
  ON CONFLICT (id) DO UPDATE SET tenant_id = excluded.tenant_id, visibility = excluded.visibility,
    shared_with = excluded.shared_with, latest_released_at = excluded.latest_released_at, price_per_run = excluded.price_per_run,
    rating = excluded.rating, runs = excluded.runs, facets = excluded.facets, name = excluded.name, document = excluded.document;
  RETURN NULL;
END $$;
CREATE TRIGGER describe_item AFTER INSERT OR UPDATE OF tenant_id, publisher_id, name, type, description, tags, capabilities,
  price_per_run, visibility, shared_with, latest_release_id, latest_released_at ON marketplace_items
  FOR EACH ROW EXECUTE FUNCTION describe_item();

-- At the end of the transaction and in their order, so that nobody waits for another who waits for him.
CREATE FUNCTION learn_words() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO item_words (scope, word)
  SELECT o.scope, w.lexeme FROM item_search s
  CROSS JOIN LATERAL unnest(CASE
    WHEN s.visibility = 'PUBLIC' AND s.latest_released_at IS NOT NULL THEN ARRAY['']
    WHEN s.visibility = 'SHARED' THEN s.tenant_id || s.shared_with
    ELSE ARRAY[s.tenant_id]
  END) AS o (scope)
  CROSS JOIN LATERAL unnest(s.document) AS w
  -- Of what few see, the words of names and tags alone: they are written for each of them.
  WHERE s.id = NEW.id AND length(w.lexeme) BETWEEN 3 AND 40 AND strpos(w.lexeme, ':') = 0 AND (o.scope = '' OR w.weights && '{A,B}')
  ORDER BY o.scope, w.lexeme
  ON CONFLICT (scope, word) DO NOTHING;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER learn_words AFTER INSERT OR UPDATE OF document ON item_search DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION learn_words();

-- Figures move all the time, and a row that moves is written into all indexes: so it moves when there is something to see.
CREATE FUNCTION rank_item() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  UPDATE item_search s SET runs = NEW.runs, rating = coalesce(NEW.rating, 0)
  WHERE s.id = NEW.id AND (s.rating <> coalesce(NEW.rating, 0) OR abs(NEW.runs - s.runs) > s.runs / 100);
  RETURN NULL;
END $$;
CREATE TRIGGER rank_item AFTER UPDATE OF runs, rating ON marketplace_items
  FOR EACH ROW WHEN (NEW.runs <> OLD.runs OR NEW.rating IS DISTINCT FROM OLD.rating) EXECUTE FUNCTION rank_item();

-- What is there already.
UPDATE marketplace_items SET name = name;
