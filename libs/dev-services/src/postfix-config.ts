// A Postfix that takes mail for every address of every domain and keeps it in
// one Maildir. It looks nothing up in the DNS, and whatever does not end in
// the Maildir ends in an error: no mail of a test can leave the machine.

export interface PostfixDirectories {
  readonly config: string;
  readonly queue: string;
  readonly data: string;
  /** Holds the Maildir. */
  readonly mail: string;
}

interface MaildirOwner {
  readonly uid: number;
  readonly gid: number;
}

export const MAILDIR = 'inbox';
const NOWHERE = 'error:no mail leaves this instance';

/** main.cf, https://www.postfix.org/postconf.5.html */
export function mainCf(directories: PostfixDirectories, owner: MaildirOwner): string {
  return settingsText({
    compatibility_level: '3.6',
    queue_directory: directories.queue,
    data_directory: directories.data,
    maillog_file: `${directories.data}/postfix.log`,
    maillog_file_prefixes: directories.data,
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    myhostname: 'mail.postern.test',
    mydestination: '',
    mynetworks: '127.0.0.0/8',
    alias_maps: '',
    alias_database: '',
    local_recipient_maps: '',
    virtual_mailbox_domains: 'static:all',
    virtual_mailbox_maps: `static:${MAILDIR}/`,
    virtual_mailbox_base: directories.mail,
    virtual_mailbox_limit: '0',
    virtual_uid_maps: `static:${owner.uid}`,
    virtual_gid_maps: `static:${owner.gid}`,
    default_transport: NOWHERE,
    relay_transport: NOWHERE,
    local_transport: NOWHERE,
    disable_dns_lookups: 'yes',
    smtpd_peername_lookup: 'no',
    smtpd_recipient_restrictions: 'permit_mynetworks, reject',
    smtpd_relay_restrictions: '',
    smtputf8_enable: 'yes',
    message_size_limit: String(64 << 20),
    in_flow_delay: '0',
    notify_classes: '',
  });
}

function settingsText(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');
}

/** master.cf with the daemons that taking and keeping mail needs, and no `smtp` client at all. */
export function masterCf(port: number): string {
  return `127.0.0.1:${port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`;
}
