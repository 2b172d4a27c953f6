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

export async function fetchFile(url, options) {
  let response;
  try {
    response = await fetch(url, options);
  } catch (error) {
    throw problem("fetch", `${url}: ${error.message}`);
  }
  if (!response.ok) throw problem("fetch", `${url}: ${response.status} ${response.statusText}`.trim());
  return response;
}

/** Whether what has been fetched is a table of changes rather than a dataset. */
export function isTable(url, response) {
  return /\.(csv|tsv)$/i.test(url.pathname) || /^text\/(csv|tab-)/.test(response.headers.get("Content-Type"));
}

export function parseDataset(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw problem("dataset", error.message, [{ path: "", found: `a slip in the JSON: ${error.message}`, expected: "JSON" }]);
  }
}
