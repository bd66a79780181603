// Who is on duty, whom to ask next, and which hours can be offered for later. Knows nothing about Matrix; times are
// local (2026-11-21T14:05).

const HOUR = 3_600_000;
/** So many hours are offered, at most so many of one day, and so many days ahead are looked at. */
const [OFFERED, A_DAY, AHEAD] = [6, 3, 14];

const weekday = (day) => new Date(`${day}T00:00Z`).getUTCDay() || 7;
const later = (moment, ms) => new Date(Date.parse(`${moment}Z`) + ms).toISOString().slice(0, 16);

/** The list of the settings, with how many people each officer has, and how often each was asked in vain. */
export const makeDuty = ({ "on-duty": rows, "closed-days": closed, "talks-each": most }) => {
  const users = new Set(rows.map(({ user }) => user));
  const talks = new Map([...users].map((user) => [user, new Set()]));
  const missed = new Map();
  const on = (day) => rows.filter(({ days }) => !closed.includes(day) && days.includes(weekday(day)));
  const at = (moment) => {
    const time = moment.slice(11);
    return new Set(on(moment.slice(0, 10)).filter(({ from, to }) => from <= time && time < to).map(({ user }) => user));
  };
  return {
    isOfficer: (user) => users.has(user),
    isAnyone: users.size > 0,
    at,
    /** Whom to ask: not those tried, nor those who have enough; first who comes when asked, then who has the fewest. */
    next: (moment, tried) => {
      const rank = (user) => [missed.get(user) ?? 0, talks.get(user).size];
      const free = [...at(moment)].filter((user) => !tried.includes(user) && talks.get(user).size < most);
      return free.sort((one, other) => rank(one)[0] - rank(other)[0] || rank(one)[1] - rank(other)[1])[0] ?? null;
    },
    takes: (user, talk) => talks.get(user)?.add(talk),
    leaves: (user, talk) => talks.get(user)?.delete(talk),
    came: (user) => missed.delete(user),
    missed: (user) => missed.set(user, (missed.get(user) ?? 0) + 1),
    /** Hours when somebody is on duty, from an hour ahead on. */
    hours: (moment) => {
      const [found, first] = [[], later(moment, HOUR)];
      for (let ahead = 0; ahead < AHEAD && found.length < OFFERED; ahead += 1) {
        const day = later(moment, ahead * 24 * HOUR).slice(0, 10);
        const hours = [];
        for (let hour = 0; hour < 24; hour += 1) {
          const [from, to] = [hour, hour + 1].map((h) => `${h}`.padStart(2, "0") + ":00");
          if (`${day}T${from}` >= first && on(day).some((row) => row.from <= from && to <= row.to)) hours.push(`${day}T${from}`);
        }
        // The first, the last and one in between, so that the day is covered.
        const spread = hours.length <= A_DAY ? hours : [hours[0], hours[hours.length >> 1], hours.at(-1)];
        found.push(...spread);
      }
      return found.slice(0, OFFERED);
    },
  };
};
