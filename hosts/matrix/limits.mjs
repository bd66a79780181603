// How much is read of one sender, and in one room: what goes beyond is not read, and the sender is told so once.
//
// Time is the homeserver's, as it stands in the event: what somebody wrote over an hour while the bot was stopped is
// no flood.

/** So many at once, and as many a minute after that. */
const bucket = (size) => {
  let [left, last] = [size, 0];
  return (at) => {
    left = Math.min(size, left + (Math.max(0, at - last) * size) / 60_000);
    last = Math.max(last, at);
    if (left < 1) return false;
    left -= 1;
    return true;
  };
};

/** The limits of one room: `takes(sender, at)` is "yes", "first" for the first that is too many, or "no". */
export const limitsOf = (perMinute) => {
  const room = bucket(2 * perMinute);
  const senders = new Map();
  return {
    takes: (user, at) => {
      if (!senders.has(user)) senders.set(user, { takes: bucket(perMinute), full: false });
      const sender = senders.get(user);
      const good = sender.takes(at) && room(at);
      const first = !good && !sender.full;
      sender.full = !good;
      return good ? "yes" : first ? "first" : "no";
    },
    forget: (user) => senders.delete(user),
  };
};
