//! The articles: each as the part that the client fetches, and as a whole page.

use super::WHOLE_STYLE;
use super::csp::CONTENT_SECURITY_POLICY;
use super::site::Site;
use super::text;
use crate::failure::Failure;
use vagval::article::{Library, Sheet, file};
use vagval::case::Jurisdiction;
use vagval::policy::PolicySet;
use vagval::session::Page;
use vagval::text::{LANGUAGES, Text};

/// Adds every article of every country in every language. The whole pages keep their names, so that they can be linked to.
pub fn add(site: &mut Site) -> Result<(), Failure> {
    let policies = PolicySet::embedded().map_err(|damaged| Failure::new(damaged.to_string()))?;
    let library = Library::new(policies).map_err(Failure::new)?;
    let texts = LANGUAGES.into_iter().map(text::with_articles).collect::<Result<Vec<Text>, Failure>>()?;
    for country in Jurisdiction::ALL {
        for page in Page::ARTICLES.into_iter().filter(|page| page.is_in(country)) {
            for text in texts.iter().map(|text| text.clone().of(country)) {
                let name = format!("article/{}.{}.html", page.article(country), text.lang());
                site.add(&name, library.part(page, &text).into_bytes());
                let (style, icon) = (site.file(WHOLE_STYLE)?, site.file("icon.svg")?);
                let sheet = Sheet { policy: CONTENT_SECURITY_POLICY, style, icon };
                let whole = library.whole(page, &text, &texts, &sheet);
                site.add_plain(&file(page, country, text.lang()), whole.into_bytes());
            }
        }
    }
    Ok(())
}
