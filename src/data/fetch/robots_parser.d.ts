/** `robots-parser` exports its function as a CommonJS module, which its own declaration does not say. */
export default function robotsParser(url: string, text: string): {
  isAllowed(url: string, userAgent?: string): boolean | undefined;
  getCrawlDelay(userAgent?: string): number | undefined;
};
