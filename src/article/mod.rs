//! The pages that only tell: about the model, who does what, choosing a provider, what is known about the help,
//! money and duties.
//!
//! They are made when building, from the words of `www/text/LANG/articles/` and from the very data that the client
//! judges by: policy files, scorecard, published tables. Each is made twice: as the part that the client shows below
//! its own heading, and as a whole page that can be read and printed without it. Native only, and pure: nothing here
//! reads a file or knows of hashed names.

mod charts;
mod evidence;
mod figures;
mod model;
mod money;
mod privacy;
mod provider;
mod teller;
mod who;

use crate::case::Jurisdiction;
use crate::policy::PolicySet;
use crate::profiling::cohort::{ModelFacts, Published};
use crate::session::Page;
use crate::text::Text;
use crate::view::{head, human};
use figures::Figures;
use maud::{DOCTYPE, Markup, html};
use teller::Teller;

/// Where an article is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// In the client, below the client's heading.
    InClient,
    /// As a page of its own.
    Whole,
}

/// What a whole page refers to, by hashed names.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The content security policy, for hosts that set no headers.
    pub policy: &'a str,
    /// The style sheet.
    pub style: &'a str,
    /// The icon.
    pub icon: &'a str,
}

/// Everything that the articles are made from.
#[derive(Debug)]
pub struct Library<'a> {
    policies: &'a PolicySet,
    facts: ModelFacts,
    published: Published,
    figures: Figures,
}

/// The file of a whole page: `model.sv.html`, and `money.fi.sv.html` in a country that the client does not begin with.
pub fn file(page: Page, country: Jurisdiction, lang: &str) -> String {
    let own = if country == Jurisdiction::DEFAULT { String::new() } else { format!(".{}", country.id()) };
    format!("{}{own}.{lang}.html", page.plain_id())
}

impl<'a> Library<'a> {
    /// Computes what the articles tell; takes some seconds without optimisation.
    ///
    /// # Errors
    /// A data file is wrong.
    pub fn new(policies: &'a PolicySet) -> Result<Self, String> {
        let card = policies.scorecard(Jurisdiction::DEFAULT).ok_or("there is no scorecard for Sweden")?;
        let (facts, published) = (ModelFacts::of(card)?, Published::read()?);
        let figures = Figures::read(&facts, &published)?;
        Ok(Self { policies, facts, published, figures })
    }

    /// The part that the client shows. `text` has the client's words and those of the articles, as a country says them.
    pub fn part(&self, page: Page, text: &Text) -> String {
        self.told(page, text, Form::InClient).into_string()
    }

    /// The whole page. `texts` are all languages.
    pub fn whole(&self, page: Page, text: &Text, texts: &[Text], sheet: &Sheet<'_>) -> String {
        let title = text.at(&["page.", page.plain_id(), ".title"]);
        html! {
            (DOCTYPE)
            html lang=(text.lang()) dir=(text.dir()) {
                head {
                    (head(&[title, " – ", text.get("product.name")].concat(), sheet.policy))
                    link rel="stylesheet" href=(sheet.style);
                    link rel="icon" href=(sheet.icon);
                }
                body {
                    header {
                        (header(page, text, texts))
                        @if let Some(draft) = text.find("meta.draft") { p.estimate { (draft) } }
                    }
                    main #main {
                        h1 #heading tabindex="-1" { (title) }
                        (self.told(page, text, Form::Whole))
                    }
                    footer { (footer(page, text)) }
                }
            }
        }
        .into_string()
    }

    fn told(&self, page: Page, text: &Text, form: Form) -> Markup {
        let teller = Teller::new(page, text, &self.figures, self.policies, form);
        match page {
            Page::Who => who::article(&teller),
            Page::Provider => provider::article(&teller),
            Page::Evidence => evidence::article(&teller),
            Page::Money => money::article(&teller),
            Page::Privacy => privacy::article(&teller),
            _ => model::article(&teller, self),
        }
    }
}

fn header(page: Page, text: &Text, texts: &[Text]) -> Markup {
    html! {
        a.skip href="#heading" { (text.get("frame.skip")) }
        div.bar {
            p.brand { a href="./" { (text.get("product.name")) } }
            nav.languages aria-label=(text.get("frame.languages")) {
                @for other in texts {
                    @let name = text.at(&["language.", other.lang()]);
                    a href=(file(page, text.country(), other.lang())) lang=(other.lang()) hreflang=(other.lang())
                        aria-current=[(other.lang() == text.lang()).then_some("page")] { (name) }
                }
            }
        }
    }
}

fn footer(page: Page, text: &Text) -> Markup {
    let country = text.country();
    html! {
        div.bar {
            (human(text))
            ul.links {
                @for other in Page::ARTICLES.into_iter().filter(|other| *other != page && other.is_in(country)) {
                    li { a href=(file(other, country, text.lang())) { (text.at(&["page.", other.plain_id(), ".link"])) } }
                }
                @for other in Jurisdiction::ALL.into_iter().filter(|other| *other != country && page.is_in(*other)) {
                    li { a href=(file(page, other, text.lang())) { (text.clone().of(other).get("page.start.country")) } }
                }
            }
        }
    }
}
