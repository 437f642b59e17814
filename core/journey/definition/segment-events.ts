/** A change of a segment is an event of the customer. Its properties: `segment`, and by what it changed (`cause`). */
export const segmentJoined = 'Segment Joined';
export const segmentLeft = 'Segment Left';
export const segmentEvents = [segmentJoined, segmentLeft] as const;
