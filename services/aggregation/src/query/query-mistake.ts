/** A question that cannot be answered as it stands. `member` is a JSON pointer into the question; `reason` goes on "… ". */
export class QueryMistake extends Error {
  readonly member: string;
  readonly reason: string;

  constructor(member: string, reason: string) {
    super(`${member} ${reason}`);
    this.name = 'QueryMistake';
    this.member = member;
    this.reason = reason;
  }
}
