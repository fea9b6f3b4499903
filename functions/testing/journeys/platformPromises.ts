/**
 * What the platform under every system promises, line by line: where a person finds it, and the tests that show it. A check is a test's file and how its name
 * begins; `platformPromises.test.ts` fails for a check that is nowhere and for one that fits two tests.
 */
export interface PlatformLine {
  readonly asks: string;
  readonly where: string;
  readonly checks: readonly (readonly [file: string, nameBegins: string])[];
}

const ORGANIZATIONS = "organizations.db.test.ts";
const IMPORT = "importAndHandOver.db.test.ts";
const PEOPLE = "people.db.test.ts";
const SCOPE = "scope.db.test.ts";
const REGISTRATIONS = "registrations.db.test.ts";
const PASSWORD = "passwordLogIn.db.test.ts";
const PHONE = "phoneLogIn.db.test.ts";
const SECOND_STEP = "secondStep.db.test.ts";
const MINE = "mySessions.db.test.ts";
const QR = "qrLogIn.db.test.ts";
const BINDING = "staffBinding.db.test.ts";
const DATA = "personalData.db.test.ts";
const DELIVERY = "delivery.db.test.ts";
const ACCOUNT = "officialAccount.db.test.ts";
const ACCOUNT_DESK = "accountDesk.db.test.ts";
const CALLBACK = "callback.test.ts";
const ATTACHMENTS = "attachments.db.test.ts";
const RETENTION = "retention.db.test.ts";
const AUDIT = "audit.db.test.ts";
const SYSTEM = "system.db.test.ts";
const SETTINGS = "settings.db.test.ts";
const APPROVALS = "approvals.db.test.ts";
const APPROVAL_TABLE = "approval.test.ts";
const WORKBENCH = "workbench.db.test.ts";
const ANNOUNCEMENTS = "announcements.db.test.ts";
const SCREENS = "everyScreen.browser.test.ts";

export const PLATFORM_PROMISES: Readonly<Record<string, readonly PlatformLine[]>> = {
  "Organisations, roles, scope": [
    {
      asks: "A tree of bureaus (部/省/市/区县), facilities, agencies and contractors",
      where: "组织机构",
      checks: [
        [ORGANIZATIONS, "R12 begins at one's own place"],
        [ORGANIZATIONS, "is created below the nearest bureau"],
        [ORGANIZATIONS, "comes with the facility once"],
      ],
    },
    {
      asks: "部门设置 (004 §5.1.8.2.1): departments are added, changed, deleted",
      where: "组织机构 → 部门",
      checks: [
        [ORGANIZATIONS, "nest, are renamed, and are deleted when they are empty"],
        [ORGANIZATIONS, "a department that is deleted while a post is put into it"],
      ],
    },
    {
      asks: "岗位设置 (§5.1.8.2.2): posts with roles, places and people; a changed post changes its holders' rights",
      where: "组织机构 → 岗位",
      checks: [
        [ORGANIZATIONS, "M33 a changed post changes its holders' accounts in the same moment"],
        [ORGANIZATIONS, "leaving a post ends its grants and leaves the other's"],
        ["grantsOfPost.test.ts", "M33 whatever a post says, it reaches nothing but what"],
      ],
    },
    {
      asks: "人员设置 (§5.1.8.2.3): people are added, changed and disabled, with their rights",
      where: "人员",
      checks: [
        [PEOPLE, "they get an SMS, log in by phone with no password to know"],
        [PEOPLE, "a post taken away ends its rights with the next request"],
        [PEOPLE, "R13 a disabled account is refused at every door"],
      ],
    },
    {
      asks: "角色配置 (§5.1.8.2.4): a role is a named set of permissions, given by a post",
      where: "角色权限",
      checks: [
        [ORGANIZATIONS, "are made, changed and named by the platform alone"],
        [ORGANIZATIONS, "R12 the same made role is given at a unit"],
        ["permissionGroups.test.ts", "each permission stands in the matrix exactly once"],
        ["sessionCache.db.test.ts", "one of a made role allows what its record says"],
      ],
    },
    {
      asks: "查看人员权限 (§5.1.8.2.5): what somebody may do and why, and who may do a thing at a place",
      where: "人员 → 权限，谁有这项权限",
      checks: [
        [IMPORT, "each permission names its post, role and place"],
        [IMPORT, "R12 who has a permission at a place"],
      ],
    },
    {
      asks: "A person holds several posts and works in one of them or in all (换岗)",
      where: "后台右上角；手机「我的」",
      checks: [
        [PEOPLE, "a session works in one of two posts, and everything follows it"],
        ["postChoices.test.ts", "who holds two is offered all of them first"],
      ],
    },
    {
      asks: "Scope = subtree x region x category, in lists, details, counts, statistics, exports, files and messages alike (M33, R12), against an independent oracle",
      where: "everywhere",
      checks: [
        [SCOPE, "M33 R12 every list holds exactly what its reader may see"],
        [SCOPE, "M33 R12 every case opens for whom it is there"],
        [SCOPE, "M33 R12 figures and counts are the sums"],
        [SCOPE, "M33 R12 people, contacts, desks and every other route"],
        [SCOPE, "M33 R12 every sheet holds what its list holds"],
        [SCOPE, "R12 what is asked of something outside is refused"],
        ["authorization.db.test.ts", "T36 R12 %s answers everybody as written"],
        ["sessionCache.db.test.ts", "one narrowed to categories covers the facilities of these"],
        ["inbox.db.test.ts", "R12 everybody reads their own"],
      ],
    },
    {
      asks: "Nobody hands out more than they have",
      where: "人员，组织机构",
      checks: [
        ["handOut.test.ts", "R12 whoever received something hands out no more"],
        [PEOPLE, "R12 nobody hands out more than they have"],
      ],
    },
    {
      asks: "People come from an xlsx file with a row-by-row report; the good rows are taken, the bad ones come back as a file with reasons",
      where: "人员 → 导入",
      checks: [
        [IMPORT, "R2 three bad rows of five hundred, in chunks of fifty"],
        [IMPORT, "the template offers one's own organisations and posts"],
        [IMPORT, "R12 a row reaches no organisation outside the range"],
        ["readPeopleFile.test.ts", "reads the template as people fill it in"],
      ],
    },
    {
      asks: "Somebody leaves: their posts and open work go to another, and they are disabled",
      where: "人员 → 交接",
      checks: [
        [IMPORT, "R2 posts move, the leaver is disabled, both are told"],
        [IMPORT, "a fault between moving and the end is taken up"],
        [APPROVALS, "a leaver's open work goes to another, once"],
      ],
    },
    {
      asks: "A country begins with its first platform admin, and there is a way back when nobody can log in",
      where: "npm run 的命令（infra/aws）",
      checks: [
        ["countryAdmin.db.test.ts", "M35: nobody is there: the first admin gets the country's office"],
        ["countryAdmin.db.test.ts", "R13: the way back ends the old password"],
      ],
    },
  ],
  "Self-registration of an organisation (002 §1)": [
    {
      asks: "User name that begins with a letter, password, full name, principal's phone with a code, e-mail, captcha",
      where: "登录页 → 立即注册",
      checks: [
        ["registration.browser.test.ts", "an agency registers, is returned with a reason"],
        [REGISTRATIONS, "R17 costs a captcha each"],
        [REGISTRATIONS, "a password that names the organisation or the user name is refused"],
        [REGISTRATIONS, "two who want one user name"],
      ],
    },
    {
      asks: "The sealed authorisation letter: a template to download, its scan as PDF or picture",
      where: "我的注册",
      checks: [
        ["letterDocument.test.ts", "is a Word document whose parts are whole"],
        [REGISTRATIONS, "R14 takes a letter of its own author and purpose alone"],
        ["documents.db.test.ts", "R14 a PDF is kept as it came"],
      ],
    },
    {
      asks: "Level, region, jurisdiction and categories; a parent category stands for its children",
      where: "我的注册",
      checks: [
        [REGISTRATIONS, "goes to the review of its place; a parent category stands for its children"],
        [REGISTRATIONS, "says everything that is wrong at once, each at its field"],
      ],
    },
    {
      asks: "Review; 审核不通过 → corrected and sent again; approved → the first log-in",
      where: "注册审核",
      checks: [
        [REGISTRATIONS, "returned with a reason, corrected, sent again and approved"],
        [REGISTRATIONS, "R12 lies with the bureau of its level and those above"],
        [REGISTRATIONS, "R5 R8 two who approve at once"],
      ],
    },
    { asks: "The same for contractors, in several cities", where: "立即注册", checks: [[REGISTRATIONS, "a contractor who works in several cities"]] },
  ],
  "Signing in": [
    {
      asks: "User name or phone with a password (scrypt); no user enumeration (R13)",
      where: "登录页",
      checks: [
        ["scryptPasswords.test.ts", "R13 at its real cost"],
        [PASSWORD, "answers with the person, their place and what they may do"],
        [PASSWORD, "a wrong password and an unknown name get one answer"],
        [PASSWORD, "R13 an unknown name costs the store what a known one costs"],
      ],
    },
    {
      asks: "验证方式、允许登录错误次数、异常登录锁定时间、密码长度限制 are set by an office (004 §5.1.8.1.1)",
      where: "系统设置 → 登录安全",
      checks: [
        [PASSWORD, "R13 the offices' own numbers hold"],
        [PASSWORD, "R13 after three wrong ones a captcha is asked"],
        [PASSWORD, "locks after five wrong ones, says for how long"],
        [SECOND_STEP, "a new password is as long as the office asks, and none of the last five"],
        [SECOND_STEP, "a password is good for its days to the second"],
        [SETTINGS, "what does not fit is refused field by field"],
      ],
    },
    {
      asks: "An SMS code as second way in and for a forgotten password (000 九-6)",
      where: "登录页 → 短信登录，忘记密码",
      checks: [
        [PHONE, "R17 R13 an unknown phone gets the same answer"],
        [PHONE, "R13 after a log-in by phone: all other sessions end"],
        ["recoveredPassword.browser.test.ts", "seed 000 九-6: a forgotten password is recovered"],
      ],
    },
    {
      asks: "Sessions are listed and ended; log-out and password change end them (R13)",
      where: "我的登录设备",
      checks: [
        [MINE, "R13 my devices, latest first"],
        [MINE, "R13 one device is logged out by another"],
        [MINE, "R13 who keeps the people of its places ends all sessions"],
        [PASSWORD, "ends with the log-out, at once and for good"],
      ],
    },
    {
      asks: "Audiences are apart (R13): a phone's session never opens the back office",
      where: "everywhere",
      checks: [["wechatLogIn.db.test.ts", "R13 an administrator's phone opens the gate's list and never the back office"]],
    },
    {
      asks: "Two-step log-in by TOTP, which may be demanded of platform admins",
      where: "我的账号 → 两步验证",
      checks: [
        [SECOND_STEP, "is set up with a QR code and a first right code"],
        [SECOND_STEP, "where it is demanded of platform admins"],
        ["totp.test.ts", "R13 a code is good in its half minute"],
      ],
    },
    {
      asks: "QR log-in of the back office, confirmed on the bound phone",
      where: "登录页 → 扫码登录；手机「我的」",
      checks: [
        [QR, "R13 the bound phone sees who asks and confirms"],
        [QR, "R13 a visitor's phone, and a second member of staff, decide nothing"],
        ["qrLogIn.browser.test.ts", "R13 R18 a new phone reads the agreement"],
      ],
    },
    {
      asks: "A staff account is bound by name and phone; both must be what is registered (002 §3-2); unbound again",
      where: "手机「我的 → 我是工作人员」",
      checks: [
        [BINDING, "R13 the phone that WeChat tells, and the registered name"],
        [BINDING, "R13 a wrong name, a phone that is nobody's and a disabled account are told alike"],
        [BINDING, "R13 the person gives the account back"],
        [BINDING, "R13 an administrator above takes a lost phone off"],
        ["qrLogIn.browser.test.ts", "R13 R18 a new phone reads the agreement"],
      ],
    },
    {
      asks: "Phone number by WeChat's button",
      where: "小程序里的预约和绑定",
      checks: [
        [BINDING, "a tap on the button tells the phone for a form, to its person alone"],
        ["wechatHttpClient.test.ts", "a code tells the number once"],
      ],
    },
    {
      asks: "Mini-program and official account are one person by the unionid, also when it is told late",
      where: "everywhere",
      checks: [
        ["wechatLogIn.db.test.ts", "the mini-program's code and the web page's code lead to one person"],
        ["mergePersons.db.test.ts", "R13 the unionid told late makes one person of two"],
      ],
    },
  ],
  "Privacy (R18)": [
    {
      asks: "The agreement before anything is asked, with what is collected and why",
      where: "登录之前；我的 → 隐私与数据",
      checks: [
        [DATA, "R18 what was agreed before the first log-in is kept"],
        [DATA, "R18 a log-in that brings no consent"],
        ["qrLogIn.browser.test.ts", "R13 R18 a new phone reads the agreement"],
      ],
    },
    {
      asks: "A person sees and takes along what is kept of them",
      where: "隐私与数据",
      checks: [
        [DATA, "R18 each kind is counted and shown, and the download has all of it"],
        [DATA, "R18 nobody sees another's"],
      ],
    },
    {
      asks: "A person deletes their account; the law's figures stay without a name",
      where: "隐私与数据 → 注销账号",
      checks: [
        [DATA, "R18 name, phone and words are gone from everything"],
        [DATA, "R18 a visit under way stands in the way and is named"],
        [DATA, "R2 R18 asked twice it is one deletion"],
      ],
    },
    {
      asks: "Masked by default; a look gives its reason and is on the record (M35)",
      where: "预约详情，闸口",
      checks: [
        [AUDIT, "are masked for whoever receives the visitors"],
        [AUDIT, "R18 no answer to a question of %s holds the booker's number"],
      ],
    },
    {
      asks: "Retention per kind of record, with a tombstone: who, when, why (M19)",
      where: "系统设置 → 数据保留",
      checks: [
        [RETENTION, "M19 R18 nothing goes a moment too early"],
        [RETENTION, "M19 the original goes, a sentence takes the picture's place"],
        [RETENTION, "M19 R18 each rule says how long, what goes and why"],
        [RETENTION, "M19 stops the rule until it is lifted"],
        [RETENTION, "M19 the tombstones are filtered by kind and period"],
      ],
    },
  ],
  Messages: [
    {
      asks: "An inbox in both clients: unread count, mark all",
      where: "消息",
      checks: [
        ["inbox.db.test.ts", "R2 a message read twice, and at once, is read once"],
        ["inbox.db.test.ts", "R5 all read: up to what the screen showed"],
        ["inbox.db.test.ts", "%i unread are counted as %j"],
      ],
    },
    {
      asks: "One notifier, ways in order: mini-program, official account, SMS, e-mail",
      where: "预约详情 → 通知；系统运行",
      checks: [
        ["messageFallsBack.browser.test.ts", "F24 R7 a message falls from the subscription to the SMS and to nobody"],
        ["messageFallsBack.db.test.ts", "F24 R7 refused at the tap: one SMS"],
        [DELIVERY, "who left the official account without our hearing of it"],
        [DELIVERY, "a phone that takes no SMS: one mail"],
        ["accountNotices.db.test.ts", "F24 whoever bound their WeChat gets a card there"],
      ],
    },
    {
      asks: "The message budget (F24): how many one-time subscriptions are left, long-term templates, a question at the right tap",
      where: "预约提交时；系统运行",
      checks: [
        [DELIVERY, "each acceptance counts one, a repeat of its report none"],
        [DELIVERY, "asked at the tap: only what is short"],
        [DELIVERY, "a template that was granted for good"],
        [DELIVERY, "WeChat's own no corrects the count to none"],
      ],
    },
    {
      asks: "What could not be delivered is shown, and sent again (F24)",
      where: "系统运行 → 没有送达",
      checks: [
        [DELIVERY, "every way says no: it is undelivered"],
        [SYSTEM, "F24 R7 it is listed with its kind, a masked phone and why"],
        [SYSTEM, "F24 R7 sent again it arrives once"],
        ["systemPage.browser.test.ts", "R8 F24 the platform's admin sees what was left"],
      ],
    },
    {
      asks: "Quiet hours",
      where: "系统设置 → 消息",
      checks: [
        [DELIVERY, "a message of the night comes when it is over"],
        [DELIVERY, "an office that sets no quiet hours"],
        [DELIVERY, "R7 a reminder that the providers held up"],
      ],
    },
    {
      asks: "A message kind is a row: who, when, template per channel, fallback order, quiet hours",
      where: "系统运行 → 消息种类",
      checks: [["noticeKinds.db.test.ts", "F24 each kind says to whom, when, by which ways"]],
    },
    {
      asks: "What the carrier says of an SMS: delivered is shown, a failure goes on by the next way, forged ones are refused (F24, R7, R16)",
      where: "预约详情 → 发出的通知；系统运行 → 未送达通知",
      checks: [
        ["registerSmsReports.test.ts", "R16 %s is refused and logged"],
        ["smsReports.db.test.ts", "F24 R7 the phone never got it"],
        ["smsReports.db.test.ts", "R16 forged: another secret, another number"],
        ["smsReports.db.test.ts", "F24 an office's e-mail takes over"],
      ],
    },
    {
      asks: "After the command, retried with back-off, once per kind and event (R7, R8)",
      where: "everywhere",
      checks: [
        ["notices.db.test.ts", "everything stays away: six tries"],
        ["accountNotices.db.test.ts", "R8 an event given five times, by two runners"],
        ["notices.db.test.ts", "the gateway took an SMS without telling"],
        ["consumers.db.test.ts", "R8 a consumer that dies after the commit"],
      ],
    },
    {
      asks: "SMS by Tencent Cloud, e-mail by SMTP",
      where: "serverless.yml",
      checks: [
        ["tencentSmsClient.test.ts", "F24 the reported template of %s gives the sentence of the product"],
        ["smtpMailer.test.ts", "F24 a message arrives in plain words"],
      ],
    },
    {
      asks: "10 000 messages of one event neither block nor double",
      where: "公文通告",
      checks: [
        ["fanOut.db.test.ts", "R8 everybody is told once, page by page"],
        ["fanOut.db.test.ts", "R8 cut off at any write it goes on behind its last page"],
        ["fanOut.db.test.ts", "R7 a thousand announcements wait apart"],
      ],
    },
  ],
  "Announcements (004 §5.2.11)": [
    {
      asks: "公告管理: written with files, a number of its own, chosen recipients; found by kind, words, sender, unit and time",
      where: "公文通告",
      checks: [
        [ANNOUNCEMENTS, "R12 nobody is chosen outside the sender's place"],
        [ANNOUNCEMENTS, "whoever holds a post here is a recipient"],
        ["announcementFiles.db.test.ts", "R14 a recipient saves its files by links"],
        [ANNOUNCEMENTS, "a number is used once, and the next is suggested"],
        [ANNOUNCEMENTS, "lists find by kind, words, sender and unit"],
      ],
    },
    {
      asks: "公告接收: read receipts, confirmation, 催阅, favourites, withdrawal",
      where: "公文通告；手机「公文通告」",
      checks: [
        [ANNOUNCEMENTS, "R2 opened often, at once and in two clients, it is read once"],
        [ANNOUNCEMENTS, "催阅 reaches who has not read"],
        [ANNOUNCEMENTS, "withdrawn: the reason instead of the text"],
      ],
    },
  ],
  "Official account": [
    {
      asks: "The address check and pushes, plain and encrypted; forged, old and unsigned ones are refused and logged (R16)",
      where: "/api/wechat 的回调",
      checks: [
        [ACCOUNT, "WeChat asks whether the address is ours"],
        [ACCOUNT, "plain mode: a signature that served one message serves no other"],
        [CALLBACK, "in encrypted mode a plain push is refused"],
        [CALLBACK, "a timestamp that is no number is old"],
      ],
    },
    {
      asks: "WeChat's own vectors",
      where: "/api/wechat 的回调",
      checks: [
        [CALLBACK, "the signature of an address"],
        [CALLBACK, "an encrypted body opens"],
        ["jsSdkSignature.test.ts", "WeChat's own example"],
      ],
    },
    {
      asks: "Once each, however often it is sent; answered within five seconds",
      where: "/api/wechat 的回调",
      checks: [
        [ACCOUNT, "a message sent a hundred times at once has one effect and one answer"],
        ["answerInTime.test.ts", "R16 a store that does not answer keeps WeChat waiting no longer"],
      ],
    },
    {
      asks: "Follow, leave, scan and menu; who left is not sought",
      where: "公众号",
      checks: [
        [ACCOUNT, "a leave that comes late does not undo a newer follow"],
        [DELIVERY, "who left the official account without our hearing of it"],
        [ACCOUNT_DESK, "are counted day by day"],
      ],
    },
    {
      asks: "The menu is published by a command",
      where: "公众号 → 菜单",
      checks: [
        [ACCOUNT_DESK, "a draft changes nothing at WeChat"],
        [ACCOUNT_DESK, "R2 published twice at once"],
      ],
    },
    {
      asks: "Replies by key words, edited in the back office",
      where: "公众号 → 自动回复",
      checks: [
        [ACCOUNT_DESK, "an office's own answer is given within half a minute"],
        [ACCOUNT_DESK, "the test box says what a follower would be answered"],
      ],
    },
    {
      asks: "Scene codes that lead to a facility or a page",
      where: "公众号 → 二维码",
      checks: [
        [ACCOUNT_DESK, "leads to what it was made for"],
        [ACCOUNT_DESK, "scans are counted by code and day"],
      ],
    },
    {
      asks: "JS-SDK signatures for the H5 pages: scan, location, picture",
      where: "微信里的网页",
      checks: [
        ["jsSdk.db.test.ts", "our page is signed"],
        ["wechatSdk.test.ts", "inside WeChat the script comes from WeChat's own address"],
        ["wechatSdk.test.ts", "inside WeChat it locates in the map's own system"],
      ],
    },
  ],
  "Content safety and files": [
    {
      asks: "Words and pictures of the public go through WeChat's checks; what is doubted is held",
      where: "内容审核",
      checks: [
        ["contentChecks.db.test.ts", "M18 what WeChat passes is published"],
        ["contentChecks.db.test.ts", "R7 WeChat away: asked again, then held"],
        ["contentChecks.db.test.ts", "R16 published once both have passed"],
      ],
    },
    {
      asks: "Pass, hide, cover part of a picture, private words, ban with reason and appeal, full history (M18)",
      where: "内容审核",
      checks: [
        ["redactPhoto.db.test.ts", "M18 R14 the copy that the public sees is black inside the rectangles"],
        ["contentChecks.db.test.ts", "M18 a banned person may not rate, appeals once"],
        ["contentChecks.db.test.ts", "M18 three different people's reports hide a rating"],
        ["publicList.db.test.ts", "M18 whatever is published, reported, held"],
        ["contentChecks.db.test.ts", "M18 a moderator reads everything that ever happened to one thing"],
        ["contentChecks.db.test.ts", "M18 what its author keeps private is read by the unit"],
        ["contentChecks.db.test.ts", "M18 passing a page passes exactly what was seen"],
        ["bans.db.test.ts", "M18 R7 it holds through its last day and ends by itself"],
        ["bans.db.test.ts", "M18 nobody judges or makes a ban of their own"],
        ["bans.db.test.ts", "F23 appeals stand on the 工作台"],
        ["ratingPhotos.db.test.ts", "is not even made for a screen that is behind"],
      ],
    },
    {
      asks: "Signed direct upload, type by bytes, limits per kind, quarantine until it was looked at (R14)",
      where: "每一处上传",
      checks: [
        [ATTACHMENTS, "before it was looked at it is linked by no answer"],
        [ATTACHMENTS, "one that says it is small and is not meets the form"],
        [ATTACHMENTS, "a picture that is a page as well is shown as a picture alone"],
        ["sharpPictures.test.ts", "a bomb is known by its header and never decoded"],
        ["pdfProblem.test.ts", "R14 a PDF with %s is not taken"],
      ],
    },
    {
      asks: "The place in a photo is kept for staff and never shown to the public",
      where: "照片",
      checks: [
        [ATTACHMENTS, "a phone's photo is READY upright; what the camera wrote stays"],
        ["sharpPictures.test.ts", "R14 no copy of any picture carries a byte"],
      ],
    },
    {
      asks: "Links expire; nothing in a file runs",
      where: "照片和附件",
      checks: [
        [ATTACHMENTS, "links expire after an hour"],
        ["diskFiles.db.test.ts", "R14 whatever a file holds, no browser may run or guess it"],
      ],
    },
    {
      asks: "Two homes: disk, and S3 against an emulator",
      where: "serverless.yml",
      checks: [
        ["s3Files.db.test.ts", "R14 a form is signed for one key and a size"],
        ["diskFiles.db.test.ts", "R14 a link works for an hour at least"],
      ],
    },
  ],
  Watching: [
    {
      asks: "Who did what to which case, from where, before and after (M35)",
      where: "操作日志",
      checks: [
        [AUDIT, "is one entry: who, when, where from, which case"],
        [AUDIT, "is found by those above and nobody else"],
        [AUDIT, "is only ever added to"],
        ["deviceWords.test.ts", "M35 the trail names the device"],
        ["eventWords.test.ts", "M35 every event that the code writes has its words"],
      ],
    },
    {
      asks: "Log-ins, reads of personal data and every export stand in it (004 §5.1.8.9)",
      where: "操作日志 → 登录、个人信息、导出",
      checks: [
        [PASSWORD, "M35 log-in, failure, lock and log-out stand in the account's record"],
        ["wechatLogIn.db.test.ts", "M35 R17 whoever works under a bound account leaves a line"],
        [AUDIT, "F25 an export is masked and says so"],
      ],
    },
    {
      asks: "It pages at a million entries as at a thousand",
      where: "操作日志",
      checks: [[AUDIT, "costs the same to page among thousands of entries as among a few"]],
    },
    {
      asks: "Version, store, lag, overdue work, jobs",
      where: "系统运行",
      checks: [
        [SYSTEM, "a quiet system: nothing waits"],
        [SYSTEM, "what is overdue shows since when"],
        [SYSTEM, "任务记录 says how much each kind did"],
      ],
    },
    {
      asks: "Dead letters are shown and retried; the rest flows on (R8)",
      where: "系统运行 → 未处理的事件",
      checks: [
        ["consumers.db.test.ts", "R8 fails five times, then lies in the dead letters"],
        [SYSTEM, "R8 the cause removed, a retry has its effect once"],
        ["systemPage.browser.test.ts", "R8 F24 the platform's admin sees what was left"],
      ],
    },
    {
      asks: "数据字典, 工作日历 with make-up days, 参数; each with who changed it",
      where: "系统设置",
      checks: [
        [SETTINGS, "R2 sent twice it is one change; the history says who"],
        [SETTINGS, "an office's own words replace the standard ones"],
        [SETTINGS, "F14 a year that an office sets is known within half a minute"],
      ],
    },
  ],
  "Approvals (M32, F23)": [
    {
      asks: "或签, 会签, 投票, one level after the other",
      where: "审批",
      checks: [
        [APPROVAL_TABLE, "M32 或签: the first agreement passes it"],
        [APPROVAL_TABLE, "M32 会签: everybody must agree"],
        [APPROVAL_TABLE, "M32 投票: an objection ends it only once"],
        [APPROVALS, "M32 an agency of several cities goes on to the province"],
        [APPROVAL_TABLE, "M32 any course of decisions, additions, transfers"],
      ],
    },
    {
      asks: "退回 to a chosen level, 转签, 加签, 撤回 until the first decision, 抄送, 草稿",
      where: "审批；手机「我的审批」",
      checks: [
        [APPROVAL_TABLE, "M32 退回: to the author or to a level that was passed"],
        [APPROVALS, "M32 转签, 加签 and 抄送 to people the approver may choose"],
        [APPROVALS, "M32 草稿, 退回, 重新提交, 撤回"],
        [APPROVAL_TABLE, "M32 撤回: the author's until the first decision"],
      ],
    },
    {
      asks: "An approval on changed data is refused",
      where: "审批",
      checks: [
        [APPROVALS, "M32 an approval on changed data is refused"],
        [REGISTRATIONS, "M32 an approval of what was changed meanwhile is refused"],
      ],
    },
    {
      asks: "催办, what happens at the time-out, stand-in during leave, on the working calendar; the longest waiting on the leader's page (F23)",
      where: "审批 → 审批进度，请假代办",
      checks: [
        [APPROVALS, "F23 a reminder in the morning of the last working day"],
        [APPROVALS, "F23 催办 by the author and the leader"],
        [APPROVALS, "F23 审批进度: the longest waiting first"],
        [APPROVALS, "F23 while somebody is away both see the task"],
        [APPROVAL_TABLE, "F23 time out: $onTimeOut happens at the end"],
      ],
    },
    {
      asks: "Two decide at once: one wins, the other is told",
      where: "审批",
      checks: [[APPROVALS, "R5 或签: one agrees and one objects at the same moment"]],
    },
  ],
  "The back office and the phone as a whole": [
    {
      asks: "Navigation by role",
      where: "后台菜单",
      checks: [["menu.test.ts", "the menu of %s"]],
    },
    {
      asks: "A work-bench: what waits for me across systems, late first, with shortcuts",
      where: "工作台",
      checks: [
        [WORKBENCH, "R12 each row counts exactly what waits"],
        [WORKBENCH, "what is late stands first"],
        [WORKBENCH, "shortcuts follow the account"],
      ],
    },
    {
      asks: "Search by number or name",
      where: "Ctrl+K",
      checks: [
        [WORKBENCH, "R12 the search names nothing outside the actor's places"],
        [WORKBENCH, "a booking is found by %s"],
      ],
    },
    {
      asks: "Tables with a choice of columns and saved filters",
      where: "每个列表",
      checks: [
        ["tableColumns.test.ts", "hidden %j: %s"],
        [WORKBENCH, "R2 a filter that is saved twice"],
      ],
    },
    {
      asks: "Loading, empty, failed and forbidden states; light and dark; phone and desk; nothing too small, too pale, cut or in English",
      where: "everywhere",
      checks: [
        [SCREENS, "every one of them, full and empty"],
        [SCREENS, "every page of visitors and of officers, and a team's form"],
        ["phoneScreens.test.ts", "every page of the phone is looked at"],
        ["textSizes.test.ts", "every text grows with 大字版 and 长辈模式"],
      ],
    },
  ],
  "Speed and bad input": [
    {
      asks: "Who asks costs no store read on most requests; a revoked session or changed role is refused within 60 s",
      where: "everywhere",
      checks: [
        ["sessionCache.db.test.ts", "the first request of a session reads it and its account"],
        ["sessionCache.db.test.ts", "what another process changed holds a minute later at the latest"],
      ],
    },
    {
      asks: "Rates per person, address and route answer 429 with the time to wait; nobody sends SMS to strangers (R17)",
      where: "everywhere",
      checks: [
        ["requestLimits.db.test.ts", "R17 a person who writes too often is told how long to wait"],
        ["requestLimits.db.test.ts", "R17 every route is of a kind"],
        [PHONE, "R17 one address asks for forty phones an hour"],
      ],
    },
    {
      asks: "Two admins edit one person",
      where: "人员",
      checks: [[PEOPLE, "R5 the second of two editors is told who changed what"]],
    },
    {
      asks: "A role that would lock the last admin out",
      where: "角色权限",
      checks: [
        ["lastAdmin.db.test.ts", "the only one keeps the power"],
        ["lastAdmin.db.test.ts", "two who take it from each other at once"],
      ],
    },
    {
      asks: "A circular tree",
      where: "组织机构",
      checks: [
        [ORGANIZATIONS, "below itself or its descendants is refused"],
        [ORGANIZATIONS, "two moves at once that would make a circle"],
      ],
    },
    {
      asks: "An expired or used code",
      where: "登录页，绑定",
      checks: [
        [PHONE, "R13 five minutes, to the second"],
        [QR, "R13 a code %d ms old"],
      ],
    },
    {
      asks: "The file store, WeChat and SMS are away: nothing of one's own is lost (R7)",
      where: "everywhere",
      checks: [
        [ATTACHMENTS, "a file store whose %s is away"],
        ["messageFallsBack.db.test.ts", "R7 SMS and WeChat both answer %s at first"],
        [ACCOUNT_DESK, "R7 without an answer nobody knows"],
      ],
    },
  ],
};
