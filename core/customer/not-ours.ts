/** The flag of a stored event that came from outside under the name of one of ours: no journey reacts to it. */
export const notOursFlag = 'message-not-ours';
