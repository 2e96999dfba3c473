/** The event of a new sandbox, of rows `m`. */
export const requestedData = `json_strip_nulls(json_build_object('image', m.spec->'image', 'taskId', m."taskId",
      'agentId', m."agentId", 'by', m."createdBy"))`;
