// What went wrong, as `atlas-error` tells it:
// `{code, message, errors: [{path, found, expected, hint?, line?, column?}]}`.

export function problem(code, message, errors = []) {
  return { code, message, errors };
}

export function isProblem(thrown) {
  return typeof thrown?.code === "string" && Array.isArray(thrown.errors);
}

/** The detail of `atlas-error` for whatever was thrown. */
export function detailOf(thrown) {
  return isProblem(thrown) ? thrown : problem("internal", String(thrown?.message ?? thrown));
}
