/** With what a visit is stored that a move to another version has ended. */
export const movedPath = 'moved';
