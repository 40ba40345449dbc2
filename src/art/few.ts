/** Columns of a usual picture up to which each character says much. */
export const FEW_COLUMNS = 24;
/** And up to which details are lost. */
export const SMALL_COLUMNS = 16;

/** A picture's file by its name: what it is called, and the columns of a usual picture up to which it is to be drawn, if it is made for few. */
export interface PictureName {
  name: string;
  columns?: number;
}

/** Reads a file's name without its ending: "cat.small" is a cat for FEW_COLUMNS at most, "cat.small-10" one for ten. */
export function readPictureName(text: string): PictureName {
  const [, name = text, columns = FEW_COLUMNS] = /^(.*)\.small(?:-([1-9]\d{0,2}))?$/s.exec(text) ?? [];
  return name === text ? { name } : { name, columns: Number(columns) };
}
