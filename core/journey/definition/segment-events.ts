/** A change of a segment is an event of the customer. Its properties: `segment`, and by what it changed (`cause`). */
export const segmentJoined = 'Segment Joined';
export const segmentLeft = 'Segment Left';
/** The stage of a lifecycle has changed. Its properties: `lifecycle`, `from` and `to`. */
export const stageChanged = 'Stage Changed';
export const segmentEvents = [segmentJoined, segmentLeft] as const;
