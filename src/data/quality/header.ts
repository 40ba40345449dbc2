const HEADER = new RegExp(
  "^[>| ]*(?:From|To|Cc|Bcc|Subject|Date|Sent|Sender|Message-ID|Newsgroups|Organi[sz]ation|Lines|Reply-To|Followup-To|" +
    "References|Path|Received|Return-Path|Content-[\\w-]+|MIME-Version|X-[\\w-]+|NNTP-[\\w-]+|In-Reply-To|Xref|" +
    "Distribution|Keywords|Summary|Approved|Expires|User-Agent): +\\S|^From \\S+@\\S+ ",
  "i",
);

/** How many lines are headers of mail or news. */
export function headerLines(lines: readonly string[]): number {
  // Two quick looks: every header has one of these.
  return lines.filter((line) => (line.includes(": ") || line.includes("@")) && HEADER.test(line)).length;
}
