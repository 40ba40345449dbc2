/** Columns of a drawing unless told otherwise. */
export const DEFAULT_WIDTH = 80;
/** Columns and lines of a drawing at most. */
export const MAX_COLUMNS = 500;
export const MAX_LINES = 500;
