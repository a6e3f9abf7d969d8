// The privacy statement in English. What it says has to be true of the code as
// it is: change both together, and the date with them.
import { html, type SafeHtml } from '@postern/html';
import { contactFacts } from './contact-facts.ts';
import { LOG_FIELDS } from './log-fields.ts';
import { paragraphs } from './paragraphs.ts';
import type { Statement, StatementFacts } from './statement.ts';

export const ENGLISH_STATEMENT: Statement = {
  lang: 'en',
  labels: {
    evidence: 'Where you can check this',
    lifetime: 'How long it lasts',
    values: 'All its values',
  },
  sections: {
    service: {
      title: 'What this statement is about',
      body: ({ host, operator }) =>
        paragraphs(
          html`It is about the portal at <bdi class="host">${host}</bdi>, and tells what happens to data about you when you open a protected message there. It does not speak for the sender of your message, for your mail provider, or for a company where you have an account: each of them has a statement of its own.`,
          operator === undefined
            ? 'Whoever operates this portal has not stated here who they are. You can ask the sender of your message, and you need not go on before you know.'
            : html`The portal is operated by <bdi>${operator.name}</bdi>.`,
          'The software is called Postern. It is open source, so that anyone can check what is said here. Under each section you find the files of its repository that describe and test it. They bear out what the software does; what else the operator runs around it is for the operator to say.',
        ),
    },
    access: {
      title: 'Who gives you access',
      body: () =>
        paragraphs(
          'The organisation that sent the message. It decided that your address may read it, until when, and whether you may save attachments or print, and it sealed that decision together with the message. It can also take the message back. The portal only carries this out.',
          'Questions about the message, about why you got it, and about what the sender keeps about you are questions for the sender.',
        ),
    },
    'sign-in': {
      title: 'How you sign in',
      body: () =>
        paragraphs(
          'The portal shows a message to the address that it was sealed for, so it has to know that this address is yours. It uses your address to find that out and to send you a code if you ask for one, and for nothing else.',
          'There is no user account here and no list of readers. That you are signed in stands in an encrypted cookie in your own browser. The portal keeps no copy of it.',
        ),
    },
    passcodes: {
      title: 'Codes by e-mail',
      body: () =>
        paragraphs(
          'When you ask for a code, it is mailed to an address that the message itself was sealed for, and to no other. The mail with the code waits in memory until the operator’s mail server takes it, at most for the 10 minutes that the code lives.',
          'The code is not kept. What is kept is a number that was calculated from it with a secret key, filed under a number that was calculated from your address in the same way, for 10 minutes. So that nobody can guess codes or flood a mailbox, the times of recent codes and wrong tries are kept in the same way for an hour. That holds for every address that is typed here, also if no mail goes to it.',
          'The operator’s mail server and your mail provider carry the mail with the code, as they carry any other mail, and may keep logs of their own.',
        ),
    },
    accounts: {
      title: 'Accounts at other companies',
      body: () =>
        paragraphs(
          'If the portal offers to sign in with an account, you go to the company where you have it. You type your password there; it never comes here. That company learns that you sign in to this portal, when, and in which language you read. It learns nothing about the message.',
          'From its answer the portal takes your address and the proof that it is yours, and lets go of the rest. It keeps none of the company’s tokens.',
        ),
    },
    message: {
      title: 'Your message',
      body: () =>
        paragraphs(
          'The message is not stored by the portal and not passed on to anyone but you. It is sealed in the file that you have. When you read it, it goes through the memory of the portal’s servers, where it is decrypted, made safe and sent to your browser; then it is let go of. The portal writes nothing of it to a disk, a database, a queue or a log.',
          'While you sign in, the sealed message waits in the page in your own browser. Your browser is told not to store the pages of this portal. Attachments that you save stay where you saved them.',
          'When a sender takes a message back, the portal keeps a number that was calculated from the sender’s name in the portal and the message’s random number, so that it can refuse the message. It tells nothing about the contents or about who was to read it.',
        ),
    },
    cookies: {
      title: 'Cookies',
      body: () =>
        paragraphs(
          'These are all the cookies of this portal. They come from the portal itself, cannot be read by scripts, and are sent to this host alone. None of them follows you anywhere. Signing out deletes those that have to do with signing in. Nothing else is stored in your browser but the portal’s own style, scripts and drawings.',
        ),
    },
    counted: {
      title: 'What is counted, and what is published',
      body: () =>
        paragraphs(
          'Uses are counted, people are not. When a message is opened, its key released or refused, it is read, a file of it saved or looked at, a code is asked for or mailed, or somebody signs in, one event is noted. It has, of the fields below, those that apply: among them the hour, and the number that the operator gave the organisation that sent the message. It has no address, no name, nothing that stands for you or for a message, and no free text.',
          'A database of the operator holds how many events of an hour were the same in all fields. The operator can read these numbers as they are. They are deleted a week after their day was published, unless the operator set another time.',
          'Published, to those whom the operator lets see it, is less: for whole days that are over, how many uses were the same in some of the fields, and never a number below 10. Uses that too few have in common are put together with others, and what they had in common is not told. Of the current day only rough steps are told, such as “at least 50”, an hour late. What was published stays.',
          'Besides, the servers keep technical counts of calls, errors, sizes and durations for the operator. They name no person either.',
        ),
    },
    logs: {
      title: 'Logs',
      body: () =>
        paragraphs(
          'As long as nothing fails, no line is written because you opened a page, asked for a code or signed in. There is one exception: whenever the key of a message is released so that you can read it, look at an attachment or save one, or save the message, a line holds the time, the sender’s name in the portal, and a commitment. The commitment is calculated from the message’s random number and your address. Only somebody who knows both can find the line, so the sender and the operator together can prove that the message was opened for you, and neither of them can list who read what. That a sender took a message back is noted with the sender’s name in the portal alone. These two kinds of lines are marked.',
          html`All other lines are about the machinery: starts and stops, something that does not answer, an error, a call that was refused. Every line consists of the time, its level, the names of the service and of the event, and some of these fields: ${LOG_FIELDS}. None of them can hold a text or somebody’s address; the one called “address” says which of its own entrances a service means, such as “http”. Of an unexpected error its class, its code and the places in the program are written, not its words.`,
          'If the operator switched tracing on, the name, duration and outcome of each call between the servers are recorded. How long all this is kept is for the operator to say.',
        ),
    },
    network: {
      title: 'Your network address and your browser',
      body: () =>
        paragraphs(
          'So that nobody can flood the portal, it counts requests by network address, of the longer kind (IPv6) by its first part. The counts are in memory only. They matter for half a minute, unless the operator set another time, and are overwritten or gone when the program ends. Addresses are not written down.',
          'What your browser says about itself is reduced to the two words among the fields above, and its languages to the choice of one; then it is let go of.',
          'What stands in front of the portal, such as a load balancer, may keep logs of its own. That is for the operator to say.',
        ),
    },
    pictures: {
      title: 'Pictures and links in messages',
      body: () =>
        paragraphs(
          'This portal’s pages load nothing from other hosts: no fonts, no scripts, no measuring. Pictures in a message that lie somewhere on the internet are not loaded either, until you ask for them. Then your browser gets them straight from where they lie, and whoever runs that host sees your network address, your browser, and that you look at the message now.',
          'A link in a message takes you to another website, with its own rules. It is not told that you come from here.',
        ),
    },
    contact: { title: 'Contact', body: contact },
    changes: {
      title: 'Changes',
      body: () =>
        paragraphs(
          'When this statement changes, the date on top changes. Its text is part of the software, so every earlier version stands in the history of the repository, beside the change that made it necessary.',
        ),
    },
  },
  cookies: {
    '__Host-postern-challenge': {
      purpose:
        'You asked for a code in this browser. It holds your address, a random number, and the number of the organisation that sent the message, encrypted, so that the code works here and nowhere else and the sign-in can be counted.',
      lifetime: '10 minutes, or until you are signed in',
    },
    '__Host-postern-session': {
      purpose: 'You are signed in. It holds when that ends, and, encrypted, your address, when you signed in and in which way.',
      lifetime:
        'Until you close the browser, and not longer than 15 minutes; 12 hours if you tick “This is a private computer”. The operator can set other times, up to 24 hours.',
    },
    '__Host-postern-attempt': {
      purpose:
        'You went to a company where you have an account. It holds which one, random numbers that its answer has to fit, and whether you ticked “This is a private computer”; all but the last is encrypted.',
      lifetime: '10 minutes, or until you come back',
    },
    '__Host-postern-language': {
      purpose: 'You chose a language here. It holds its name; without a choice the cookie is not there.',
      lifetime: '180 days',
    },
  },
  fields: {
    kind: 'What happened',
    outcome: 'How it went: well, refused, or failed on our side',
    signInMethod: 'In which way somebody signed in or tried to',
    browserFamily: 'The family of the browser; “in_app” is one that is part of another program, and which program is not noted',
    osFamily: 'The family of the system that it runs on',
    locale: 'The language, if it is on this list',
    latency: 'How long it took until the message began to arrive, roughly',
    size: 'How large the sealed message was, roughly',
    errorCode: 'The kind of error, if there was one',
    hour: 'The hour in which it happened, and nothing finer',
    senderOrganisation: 'The organisation that sent the message, by a number that the operator gave it',
  },
};

function contact({ operator }: StatementFacts): SafeHtml {
  const about =
    'The portal stores nothing that it could look up by your name or your address. About the message itself, ask its sender.';
  if (operator === undefined)
    return paragraphs(
      'The operator of this portal has stated neither an e-mail address nor an address for post here. Ask the sender of your message whom to turn to.',
      about,
    );
  return html`${contactFacts(operator, { email: 'By e-mail', post: 'By post', privacy: 'The operator’s own statement' })}${paragraphs(about)}`;
}
