//! How an article speaks: its words with the figures filled in, its parts, and where each figure was read.

use super::Form;
use super::figures::{Figures, written};
use crate::policy::PolicySet;
use crate::policy::schema::{Rulebook, Source};
use crate::policy::scorecard::Basis;
use crate::sentences::words;
use crate::session::Page;
use crate::text::{MISSING, Text, fill};
use crate::view::parts::paragraph;
use maud::{Markup, html};
use std::cell::RefCell;

/// One article in one language.
pub struct Teller<'a> {
    /// Which article.
    pub page: Page,
    /// The words: those of the client, and those of the articles.
    pub text: &'a Text,
    /// The figures.
    pub figures: &'a Figures,
    /// The policy, for its sources.
    pub policies: &'a PolicySet,
    /// In the client or by itself.
    pub form: Form,
    used: RefCell<Vec<String>>,
}

impl<'a> Teller<'a> {
    pub fn new(page: Page, text: &'a Text, figures: &'a Figures, policies: &'a PolicySet, form: Form) -> Self {
        Self { page, text, figures, policies, form, used: RefCell::default() }
    }

    /// The rules of the country whose words these are.
    fn rules(&self) -> Option<&'a Rulebook> {
        self.policies.rules(self.text.country())
    }

    /// Words of this article, without figures.
    pub fn word(&self, key: &str) -> &'a str {
        self.text.at(&[self.page.plain_id(), ".", key])
    }

    /// A number as the language writes it.
    pub fn number(&self, value: &dyn ToString) -> String {
        written(&value.to_string(), self.text)
    }

    /// Thousandths as per cent.
    pub fn percent(&self, thousandths: u32) -> String {
        self.text.fill("number.percent", &[("n", &Text::hundredths(thousandths).to_string())])
    }

    /// Words with the figures that they name; what those rest on goes to `sources`.
    fn say(&self, message: &str, sources: &mut Vec<(Basis, String)>) -> String {
        let names = message.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
        let mut values = Vec::new();
        for name in names {
            let figure = self.figures.find(name);
            let figure = figure.map(|figure| (figure.basis, figure.source.clone(), figure.value.clone()));
            let Some((basis, source, value)) = figure.or_else(|| self.limit(name)) else { continue };
            let source = (basis, source);
            if !sources.contains(&source) {
                sources.push(source);
            }
            values.push((name, self.number(&value)));
        }
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fill(message, &values)
    }

    /// A number of the policy files, as it is since its last date: how well it is known, where it was read, and it.
    fn limit(&self, id: &str) -> Option<(Basis, String, String)> {
        let limit = self.rules()?.limits.iter().rfind(|limit| limit.id == id)?;
        Some((limit.basis, limit.source.clone(), limit.number.to_string()))
    }

    /// What stands first.
    pub fn lead(&self) -> Markup {
        paragraph("lead", self.word("lead"))
    }

    /// A section: heading, `p1`, `p2`, …, a list of `li1`, `li2`, …, what is drawn, what follows on it (`after1`,
    /// …), and where its figures were read. `sources` are of what it says without figures.
    pub fn section(&self, part: &str, sources: &[&str], drawn: &Markup) -> Markup {
        let mut read: Vec<(Basis, String)> =
            sources.iter().map(|source| (Basis::Published, (*source).to_owned())).collect();
        let id = self.anchor(part);
        let before = self.run(part, "p", &mut read);
        let items = self.run(part, "li", &mut read);
        let after = self.run(part, "after", &mut read);
        html! {
            section aria-labelledby=(id) {
                h2 id=(id) tabindex="-1" { (self.word(&format!("{part}.title"))) }
                @for words in &before { p { (words) } }
                @if !items.is_empty() { ul.points { @for words in &items { li { (words) } } } }
                (drawn)
                @for words in &after { p { (words) } }
                @for basis in [Basis::Published, Basis::Derived] { (self.read_in(basis, &read)) }
            }
        }
    }

    /// The messages `PART.NAME1`, `PART.NAME2`, … as far as there are any.
    fn run(&self, part: &str, name: &str, sources: &mut Vec<(Basis, String)>) -> Vec<String> {
        let key = |at: usize| format!("{}.{part}.{name}{at}", self.page.plain_id());
        (1..).map_while(|at| self.text.find(&key(at))).map(|words| self.say(words, sources)).collect()
    }

    /// The sources that figures of this basis were read in.
    fn read_in(&self, basis: Basis, sources: &[(Basis, String)]) -> Markup {
        let mut titles = Vec::new();
        for (_, id) in sources.iter().filter(|(other, _)| *other == basis) {
            if !self.used.borrow().contains(id) {
                self.used.borrow_mut().push(id.clone());
            }
            titles.push(self.text.isolated(self.find_source(id).map_or(MISSING, |source| source.title.as_str())));
        }
        let key = if basis == Basis::Derived { "basis.derived" } else { "basis.published" };
        html! { @if !titles.is_empty() { p.source { (self.text.get(key)) " " (titles.join("; ")) "." } } }
    }

    fn find_source(&self, id: &str) -> Option<&'a Source> {
        let ours = self.figures.sources.iter().find(|source| source.id == id);
        ours.or_else(|| self.rules()?.source(id))
    }

    /// Every source that was named, with its address and the day it was read.
    pub fn sources(&self) -> Markup {
        let used = self.used.borrow();
        let sources = used.iter().filter_map(|id| self.find_source(id));
        let id = self.anchor("sources");
        html! {
            section aria-labelledby=(id) {
                h2 id=(id) tabindex="-1" { (self.text.get("article.sources")) }
                ul.sources {
                    @for source in sources {
                        li {
                            bdi { (source.title) }
                            @if let Some(address) = &source.address { br; bdi.address { (address) } }
                            br; (self.text.fill("proof.read", &[("date", &self.text.date(source.read))]))
                        }
                    }
                }
                p.note { (self.made()) }
            }
        }
    }

    /// Which rules and which scorecard the article was made from.
    fn made(&self) -> String {
        let policy = self.rules().map_or(MISSING, |rules| rules.version.as_str());
        self.text.fill("article.made", &[("policy", policy)])
    }

    /// A whole article of the sections that the country has words for, each with what its words without figures rest on;
    /// after the words of some parts follows a link to another article.
    pub fn whole(&self, parts: &[(&str, &[&str])], links: &[(&str, Page)]) -> Markup {
        let is_told = |part: &str| self.text.find(&[self.page.plain_id(), ".", part, ".title"].concat()).is_some();
        let told: Vec<_> = parts.iter().filter(|(part, _)| is_told(part)).collect();
        let ids: Vec<&str> = told.iter().map(|(part, _)| *part).chain(["sources"]).collect();
        html! {
            (self.lead())
            (self.contents(&ids))
            @for (part, sources) in told {
                @let link = links.iter().find(|(linked, _)| linked == part);
                (self.section(part, sources, &link.map(|(_, page)| self.link(*page)).unwrap_or_default()))
            }
            (self.sources())
        }
    }

    /// Links to the sections.
    pub fn contents(&self, parts: &[&str]) -> Markup {
        html! {
            nav.contents aria-label=(self.text.get("article.contents")) {
                ul {
                    @for part in parts {
                        @let own = || self.word(&format!("{part}.title"));
                        @let title = if *part == "sources" { self.text.get("article.sources") } else { own() };
                        li { a href={ "#" (self.anchor(part)) } data-event="focus" { (title) } }
                    }
                }
            }
        }
    }

    /// A link to another article.
    pub fn link(&self, page: Page) -> Markup {
        let id = page.plain_id();
        let words = self.text.at(&["page.", id, ".link"]);
        html! {
            p {
                @match self.form {
                    Form::InClient => button.plain type="button" data-event="show" data-value=(id) { (words) },
                    Form::Whole => a href=(super::file(page, self.text.country(), self.text.lang())) { (words) },
                }
            }
        }
    }

    /// The short name of a fact.
    pub fn fact(&self, id: &str) -> &'a str {
        words::fact(id, self.text)
    }

    fn anchor(&self, part: &str) -> String {
        format!("{}-{part}", self.page.plain_id())
    }
}

/// A table that scrolls by itself where it is wider than the page.
pub fn table(caption: &str, heads: &[&str], rows: &[(String, Vec<String>)]) -> Markup {
    html! {
        div.wide role="group" aria-label=(caption) tabindex="0" {
            table {
                caption { (caption) }
                thead { tr {
                    @for (at, head) in heads.iter().enumerate() {
                        th scope="col" class=[(at > 0).then_some("number")] { (head) }
                    }
                } }
                tbody {
                    @for (name, values) in rows {
                        tr {
                            th scope="row" { (name) }
                            @for value in values { td.number { (value) } }
                        }
                    }
                }
            }
        }
    }
}
