//! `index.html`: the first page, readable before and without the WASM.

use super::csp::CONTENT_SECURITY_POLICY;
use super::site::Site;
use crate::failure::Failure;

/// The hashed names that the page refers to.
#[derive(Debug)]
pub struct Page<'a> {
    style: &'a str,
    icon: &'a str,
    app: &'a str,
    old_browser: &'a str,
    glue: &'a str,
    wasm: &'a str,
    text: &'a str,
}

impl<'a> Page<'a> {
    /// The names of a site that is complete but for its page.
    pub fn of(site: &'a Site) -> Result<Self, Failure> {
        Ok(Self {
            style: site.file("style.css")?,
            icon: site.file("icon.svg")?,
            app: site.file("app.js")?,
            old_browser: site.file("old-browser.js")?,
            glue: site.file("vagval.js")?,
            wasm: site.file("vagval.wasm")?,
            text: site.file("text/sv.json")?,
        })
    }
}

/// The markup. The links let glue, WASM and text load at once instead of one after the other.
pub fn index(page: &Page) -> String {
    let Page { style, icon, app, old_browser, glue, wasm, text } = page;
    format!(
        r#"<!DOCTYPE html>
<html lang="sv" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{CONTENT_SECURITY_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Vägval</title>
<link rel="stylesheet" href="{style}">
<link rel="icon" href="{icon}">
<link rel="modulepreload" href="{glue}">
<link rel="preload" href="{wasm}" as="fetch" type="application/wasm" crossorigin>
<link rel="preload" href="{text}" as="fetch" type="application/json" crossorigin>
<script type="module" src="{app}"></script>
<script nomodule defer src="{old_browser}"></script>
</head>
<body>
<main id="main">
<h1>Vägval</h1>
<div id="fallback" hidden>
<p>Sidan fungerar inte i den här webbläsaren. Ring oss i stället.</p>
</div>
</main>
</body>
</html>
"#
    )
}
