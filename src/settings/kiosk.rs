//! What an office sets for its own terminal, as `local/kiosk.json`: how far away people stand, how long to wait,
//! what the device can. What it leaves out stays as delivered.

use super::is_page;
use super::reader::Reader;
use crate::case::{Allowed, Problem, Raw};
use crate::text::LANGUAGES;

/// The version of the form.
const VERSION: i32 = 1;

/// Capital letters are at least this part of the viewing distance, in hundred-thousandths: 0.7 degrees
/// (EN 301 549, 5.1.4).
const CAPITAL_PER_DISTANCE: i32 = 1222;

/// No common typeface has capitals lower than this part of its size, in hundredths.
const CAPITAL_PER_SIZE: i32 = 65;

/// What is read aloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speech {
    /// Nothing: the device has no sound.
    Off,
    /// Pages without answers.
    Pages,
    /// Pages with answers too, once the person has said that they wear a headset.
    Headset,
}

impl Speech {
    const ALL: [(&'static str, Self); 3] = [("off", Self::Off), ("pages", Self::Pages), ("headset", Self::Headset)];
}

/// The settings of a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// From the eyes to the screen, in millimetres.
    pub distance: i32,
    /// The height of a pixel of the page, in micrometres.
    pub pixel: i32,
    /// After so many seconds without a touch the person is asked whether they are still there.
    pub warn_after: u32,
    /// So many seconds they have to answer.
    pub answer_within: u32,
    /// The languages on offer; the first is the one that a new person meets.
    pub languages: Vec<&'static str>,
    /// Is there a printer?
    pub printer: bool,
    /// What is read aloud.
    pub speech: Speech,
    /// Everything to touch lies in the lowest part of the screen, of so many hundredths of its height.
    pub band: i32,
    /// How to call staff, in the office's own words.
    pub staff: Option<String>,
    /// The address of the public page, which a person's own phone can open: without it no QR code is shown.
    pub address: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            distance: 600,
            pixel: 277,
            warn_after: 90,
            answer_within: 60,
            languages: LANGUAGES.to_vec(),
            printer: false,
            speech: Speech::Pages,
            band: 100,
            staff: None,
            address: None,
        }
    }
}

impl Settings {
    /// The size of the larger text, in pixels of the page: its capitals are high enough for the distance.
    pub fn large_size(&self) -> i32 {
        let (above, below) = (self.distance * CAPITAL_PER_DISTANCE, self.pixel * CAPITAL_PER_SIZE);
        (above + below - 1) / below
    }
}

/// Reads the content of `local/kiosk.json`; what is not there (null) is as delivered.
///
/// # Errors
/// All that is wrong with it, each with its place, as `warn-after-s`.
pub fn parse_kiosk(raw: &Raw) -> Result<Settings, Vec<Problem>> {
    let mut reader = Reader::default();
    let mut settings = Settings::default();
    if *raw != Raw::Null {
        reader.kiosk(raw, &mut settings);
    }
    if reader.problems.is_empty() { Ok(settings) } else { Err(reader.problems) }
}

impl Reader {
    fn kiosk(&mut self, raw: &Raw, settings: &mut Settings) {
        let keys = [
            "v",
            "distance-mm",
            "pixel-um",
            "warn-after-s",
            "answer-within-s",
            "languages",
            "printer",
            "speech",
            "band-percent",
            "staff",
            "address",
        ];
        let Some(raw) = self.object(raw, "", &keys) else { return };
        self.whole(raw, "", "v", VERSION, VERSION);
        self.set(raw, "distance-mm", 200, 2000, &mut settings.distance);
        self.set(raw, "pixel-um", 50, 1000, &mut settings.pixel);
        self.set(raw, "band-percent", 40, 100, &mut settings.band);
        let (mut warn, mut answer) = (90, 60);
        self.set(raw, "warn-after-s", 60, 300, &mut warn);
        self.set(raw, "answer-within-s", 60, 300, &mut answer);
        settings.warn_after = warn.unsigned_abs();
        settings.answer_within = answer.unsigned_abs();
        settings.printer = self.truth(raw, "", "printer");
        if raw.get("staff").is_some() {
            settings.staff = self.text(raw, "", "staff");
        }
        if let Some(given) = raw.get("address") {
            let address = given.text().filter(|address| address.starts_with("https://") && is_page(address));
            if address.is_none() {
                let form = "an address that others can open, with https:// first and no ? or # in it";
                self.wrong("bad-value", "address", Some(given), Allowed::Form(form));
            }
            settings.address = address.map(str::to_owned);
        }
        if let Some(given) = raw.get("speech") {
            if let Some((_, speech)) = Speech::ALL.into_iter().find(|(id, _)| given.text() == Some(id)) {
                settings.speech = speech;
            } else {
                let allowed = Speech::ALL.map(|(id, _)| id).to_vec();
                self.wrong("bad-value", "speech", Some(given), Allowed::OneOf(allowed));
            }
        }
        let languages = self.texts(raw, "", "languages");
        if !languages.is_empty() {
            settings.languages.clear();
        }
        for (number, lang) in languages.iter().enumerate() {
            match LANGUAGES.into_iter().find(|known| known == lang) {
                Some(known) if !settings.languages.contains(&known) => settings.languages.push(known),
                _ => {
                    let at = super::reader::place("", "languages", number);
                    let allowed = Allowed::OneOf(LANGUAGES.to_vec());
                    self.wrong("bad-value", &at, Some(&Raw::Text(lang.clone())), allowed);
                }
            }
        }
    }

    /// The number at a key, where there is one.
    fn set(&mut self, raw: &Raw, key: &'static str, first: i32, last: i32, place: &mut i32) {
        if raw.get(key).is_some()
            && let Some(number) = self.whole(raw, "", key, first, last)
        {
            *place = number;
        }
    }
}
