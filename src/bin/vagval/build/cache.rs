//! Remembers the results of slow pure functions on disk, by a hash of what went in.

use crate::failure::Failure;
use crate::project_paths;

/// What `compute` gives for `input`, computed only the first time. `kind` names the function.
pub fn remember(
    kind: &str,
    input: &[u8],
    compute: impl FnOnce() -> Result<Vec<u8>, Failure>,
) -> Result<Vec<u8>, Failure> {
    let path = project_paths::made("cache").join(format!("{kind}-{}", project_paths::digest(&[input])));
    if let Ok(known) = project_paths::read(&path) {
        return Ok(known);
    }
    let result = compute()?;
    // Written under another name first: half a file would be taken for the whole.
    let unfinished = path.with_extension("unfinished");
    project_paths::write(&unfinished, &result)?;
    std::fs::rename(&unfinished, &path).map_err(Failure::at("create", &path))?;
    Ok(result)
}
