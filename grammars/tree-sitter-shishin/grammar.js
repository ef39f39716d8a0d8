/**
 * @file Clause numbers as compliance documents write them, and Shishin's comments.
 *
 * The first language is a list of locators followed by any prose: `3.2.1(2)及び(3)に基づき`.
 * It is total: every text is some locators (perhaps none) and then prose, never an error.
 * What looks like a clause number and is none (`90日`, `TLS 1.2`, `2026-04-01`) is caught by
 * `not_a_locator`: the longest match wins, so a longer misleading word beats the number in it.
 *
 * A list may stand in the brackets of a citation, `[mic:3.2.1(2)]`.
 *
 * The second is the inside of an HTML comment that silences a rule:
 * `<!-- shishin: allow weak-wording because 契約書第5条で定める -->`.
 *
 * Nothing is folded here: full-width forms, spaces and decomposed kana are spelt out in the
 * tokens, so that an editor gets the ranges of the text as it stands.
 */

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

const any = (...alternatives) => `(${alternatives.join("|")})`;
const token_of = (...parts) => token(new RegExp(parts.join("")));

// Characters. A backslash in front of punctuation is Markdown's escape.
const SPACE = "[ \\t\\u3000\\u00a0]";
const SPACES = `${SPACE}*`;
const GAP = `${SPACE}+`;
const DIGIT = "[0-9０-９]";
const UPPER = "[A-ZＡ-Ｚ]";
const LOWER = "[a-zａ-ｚ]";
const LATIN = "[A-Za-zＡ-Ｚａ-ｚ]";
const DOT = "\\\\?[.．]";
const HYPHEN = "\\\\?[-‐‑−－]";
const OPEN = "\\\\?[(（]";
const CLOSE = "\\\\?[)）]";
const VOICING = "[\\u3099\\u309a\\uff9e\\uff9f]";
const KANA = `[アイウエオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモヤユヨラリルレロワヰヱヲンヴｱ-ﾝ]${VOICING}?`;
const KANA_LETTER = `[ァ-ヶーｦ-ﾝ]${VOICING}?`;
const HIRAGANA = `[ぁ-ん]${VOICING}?`;
const KANJI_NUMERAL = "[〇一二三四五六七八九十百]";
const ROMAN = "[Ⅰ-Ⅻ]";
const CIRCLED = "[①-⑳⓪㉑-㉟㊱-㊿Ⓐ-Ⓩⓐ-ⓩ㋐-㋾❶-❿]";
const ENCLOSED = "[⑴-⒇⒜-⒵㈠-㈩]";

// A clause's own number has up to three digits; years and numbers of standards have more.
const NUMBER = `${DIGIT}{1,3}`;
// 第5条の2 is an article of its own, put between the 5th and the 6th.
const BRANCH = `の${SPACES}${NUMBER}`;

const UNIT = any("章", "節", "条", "項", "号", "部", "編", "款", "目", "項目");
// Without 第, 部 and 目 count things (5部, 3目).
const UNIT_WITHOUT_PREFIX = any("章", "節", "条", "項", "号", "編");

// Names of a guideline's parts and of tables and annexes. Longer ones win over their beginnings.
const PART = any(
  "企", "企画", "企画管理", "企画管理編",
  "経", "経営", "経営管理", "経営管理編",
  "運", "運用", "シス", "システム", "システム運用", "システム運用編",
  "概", "概説", "概説編",
  "実", "実務", "推", "統", "設", "監", "要件",
  "別紙", "別表", "別添", "別記", "表", "図", "様式", "参考",
  "附属書", "付属書", "附録", "付録", "附則",
);
const ENGLISH_PART = any(
  "[Aa]nnex", "ANNEX", "[Aa]ppendix", "APPENDIX", "[Tt]able", "[Ff]igure",
  "[Ss]chedule", "[Ee]xhibit", "[Aa]ttachment",
);

// Words that announce a clause number and are no part of it.
const ANNOUNCEMENT = any(
  "[Ss]ections?", "[Ss]ec\\.", "[Cc]lauses?", "[Cc]hapters?", "[Cc]h\\.", "[Aa]rticles?", "[Aa]rt\\.",
  "[Pp]aragraphs?", "[Pp]ara\\.", "[Ii]tems?", "[Pp]arts?", "[Cc]ontrols?", "[Rr]equirements?",
);

const JOINING_MARK = "[、,，;；/／・･&＆]";
const JOINING_WORD = any(
  "及び", "及ひ\\u3099", "および", "およひ\\u3099", "並びに", "並ひ\\u3099に", "ならびに", "ならひ\\u3099に",
  "又は", "または", "若しくは", "もしくは", "と", "や",
);
const LINE_END = any("\\r?\\n", "<br */?>");
const BULLET = `([・･•*]${SPACES}|-${GAP})?`;

const KNOWN_NAMES = any(
  "SHA", "AES", "DES", "RSA", "MD", "WPA", "WEP", "TLS", "SSL", "SSH", "DTLS", "HTTP", "IP", "IPV", "SMB", "NTLM", "UTF",
  "RFC", "ISO", "IEC", "JIS", "EN", "FIPS", "NIST", "SP", "PKCS", "CVE", "CWE", "COVID", "PDF", "USB", "LTE",
  "UTC", "JST", "GMT", "ED", "EC", "KB", "OS", "CPU",
);
// Those that are themselves written with a hyphen: SHA-256, COVID-19. Behind any other, and where the number has a
// leading zero, it is a register's own: ED-01, SHA-01.
const HYPHENATED_NAMES = any(
  "SHA", "AES", "DES", "RSA", "MD", "WPA", "WEP", "TLS", "SSL", "SSH", "DTLS", "HTTP", "IPV", "SMB", "NTLM", "UTF",
  "RFC", "ISO", "IEC", "JIS", "FIPS", "NIST", "PKCS", "CVE", "CWE", "COVID", "LTE", "UTC", "JST", "GMT",
);

// What follows an integer and makes it a quantity, a date or an ordinal of something else.
const COUNTER = any(
  "日", "年", "月", "週", "時", "分", "秒", "回", "人", "名", "件", "個", "台", "社", "本", "枚", "点", "桁", "字", "文字", "行",
  "つ", "度", "倍", "円", "割", "歳", "才", "代", "次", "者", "種", "層", "重", "対", "段階", "要素", "系統", "世代", "拠点", "半期",
  "項目", "時間", "営業日", "以上", "以内", "以下", "未満", "部", "冊", "通", "期", "位", "級", "万", "億", "千",
  "[かヶカケヵ箇][月所国年]", "か月", "%", "％", "‰", "パーセント", "ビット", "バイト", "ポイント", "ページ",
);
// The same where a decimal point tells less: `2.3か月`, but `1.1日常` is a heading.
const MEASURE = any("文字", "時間", "営業日", "段階", "[かヶカケヵ箇][月所国年]", "倍", "秒", "ビット", "バイト", "パーセント");
// Behind a space a heading's title may begin (`1 時間外の対応`), so more has to be seen.
const SPACED_MEASURE = any(
  "(文字|時間|営業日|段階|[かヶカケヵ箇]月|[日年月週回名件])(以内|以上|以下|未満|間|後|前|ごと|毎|程度|まで|に|を|の|、|。)",
  "%", "％", "‰", "[KMGTP]i?B", "[KMG]?bps", "[KMG]Hz", "bits?", "bytes?", "percent",
  "days?", "weeks?", "months?", "years?", "hours?", "minutes?", "seconds?", "times", "people", "persons?", "users?", "members?",
  "employees?", "servers?", "accounts?", "characters?", "digits?", "others?", "more", "systems?", "points?", "pages?",
);
const INTEGER = `${DIGIT}+`;
const DECIMAL = `${INTEGER}([.．,，]${DIGIT}+)?`;
const SPAN = any("[-‐–—~〜～]", "から");

const NOT_A_LOCATOR = any(
  // 90日, 1-2営業日, 99.9%, 8 characters
  `${SPACES}(${INTEGER}${SPAN})?${INTEGER}${COUNTER}`,
  `${SPACES}(${DECIMAL}${SPAN})?${DECIMAL}(${MEASURE}|${SPACES}${SPACED_MEASURE})`,
  `${DOT}${SPACES}${INTEGER}(${COUNTER}|${SPACES}${SPACED_MEASURE})`,
  // 8 or more, 1.2 or later
  `${DECIMAL}${GAP}(and|or)${GAP}(more|less|fewer|above|below|later|earlier|older|newer|higher|lower)`,
  // 10:00, 2026-04-01, 2026/4/1, 24/7, 1,000, 12345
  `${DIGIT}{1,2}[:：]${DIGIT}`,
  `${DIGIT}{4}[-/.．／]${DIGIT}{1,2}([-/.．／]${DIGIT}{1,2})?`,
  `${DIGIT}{1,3}[/／]${DIGIT}{1,3}`,
  `${DIGIT}{1,3}([,，]${DIGIT}{3})+`,
  `(${DOT}|${HYPHEN})?${DIGIT}{4,}`,
  `${DIGIT}{1,3}(${HYPHEN}${DIGIT}+)*${HYPHEN}${DIGIT}{4,}`,
  // 10.0.0.1, 192.168.1.1
  "(10\\.0|127\\.0|169\\.254|172\\.(1[6-9]|2[0-9]|3[01])|192\\.168)(\\.[0-9]{1,3}){2}",
  // 第6.0版, 6.0版
  `(第${SPACES})?${NUMBER}(${DOT}${NUMBER})*${SPACES}(版|訂|バージョン)`,
  // 第2部門, 第1条件, 3号機
  `(第${SPACES})?(${NUMBER}|${KANJI_NUMERAL}+)(部[門署品隊]|条件|号[機棟室線]|目的|目標|編集|編成|節目|節約|項番)`,
  // 2FA, 5G, 3rd, 1.5h, 2.0x
  `${NUMBER}${LATIN}+`,
  `${NUMBER}(${DOT}${NUMBER})+([hdsmgkwyx]|${LATIN}{2,})`,
  // SHA-256, TLS1.2, MP3, EC2, X.509, v1.2, p.12, P2P
  `${KNOWN_NAMES}${SPACES}${DIGIT}+`,
  `${HYPHENATED_NAMES}${SPACES}${HYPHEN}[1-9１-９]${DIGIT}*`,
  `(SP${HYPHEN}800|EN${HYPHEN}[1-9]${DIGIT}{2,})`,
  "(MP[34]|S3|EC2|X\\.509|H\\.26[0-9]|V[0-9]\\.0|[HREP]S(256|384|512))",
  `(v|ver|p|pp)${DOT}?${SPACES}${DIGIT}`,
  `${LATIN}{1,4}${HYPHEN}?${DIGIT}{4,}`,
  `${LATIN}{1,4}${DIGIT}{1,3}${LATIN}`,
  // Words: AC-2FA, U.S., e.g., アクセス, the ending of 1.2.TXT
  `${DOT}(${LATIN}{3,}|${UPPER}?[a-z])`,
  `(${GAP}|${HYPHEN})?${LATIN}${DOT}?${LATIN}+`,
  `(${SPACES}|${HYPHEN})${KANA_LETTER}(${KANA_LETTER})+`,
);

module.exports = grammar({
  name: "shishin",

  extras: _ => [],

  rules: {
    source: $ => optional(choice($.comment, seq($.prefix, optional($._references)), $._references)),

    _references: $ => choice(
      seq($.locator, repeat(choice(seq($.and, $.locator), seq($.through, $.locator, optional($.until)))), optional($.prose)),
      $.prose,
    ),

    // The [mic: of [mic:3.2.1(2)], as editors hand a link's whole text over.
    prefix: _ => token_of("\\[[A-Za-z0-9._-]{1,64}[:：]", SPACES),

    // Locators ---------------------------------------------------------------------------

    locator: $ => seq(optional($.announcement), $._levels),

    _levels: $ => prec.right(seq(
      choice(
        seq(choice($.number, seq($.letters, choice($.number, $._further_number))), repeat($._further_number), optional($._letter_and_numbers)),
        seq(alias($._register, $.letters), alias($._hyphen_number, $.number), repeat($._further_number)),
        seq($.number, repeat1($._further_number), alias($._dot_letters, $.letters)),
        seq($.word, choice(
          seq($.number, optional(alias($._spaced_number, $.number)), repeat($._further_number)),
          seq(alias($._word_letter, $.letters), optional(alias($._spaced_number, $.number)), repeat($._further_number)),
          seq($._mark, repeat($._further_number)),
        )),
        seq($._mark, repeat($._further_number)),
        // The ①2 of 3.19①1、①2
        seq($.circled, $.number, repeat($._further_number)),
      ),
      repeat(seq(
        choice(
          $._mark,
          // The 1 of 3.4①1
          seq($.circled, $.number),
          alias($._letter_in_half_brackets, $.parenthesised),
          seq(alias($._set_off_letter, $.letters), optional($.number)),
        ),
        repeat($._further_number),
      )),
    )),

    _further_number: $ => choice(alias($._dot_number, $.number), alias($._hyphen_number, $.number)),
    // The PB of 5.1.1.1.PB
    _dot_letters: _ => token_of(DOT, `${UPPER}{1,2}`),
    _letter_and_numbers: $ => prec.right(seq(alias($._letter, $.letters), repeat($._further_number))),

    _mark: $ => prec.right(choice(
      seq($.ordinal, optional(alias($._spaced_number, $.number))),
      $.circled,
      $.parenthesised,
      $.kana,
      $.roman,
    )),

    // The 3 of 3.2.1, the 2 of AC-2; with 第5条の2's branch, 5の2.
    number: _ => token_of(NUMBER, `(${BRANCH})?`),
    _dot_number: _ => token_of(DOT, SPACES, NUMBER, `(${BRANCH})?`),
    _hyphen_number: _ => token_of(HYPHEN, NUMBER, `(${BRANCH})?`),
    // The 1.1 of 別紙2 1.1, 別紙2の項番1.1 and 別紙2「1.1」, the 8.24 of Annex A 8.24, the 6.5 of 第6章 6.5.
    _spaced_number: _ => token_of(any(GAP, `${SPACES}の?${SPACES}項番${SPACES}[:：]?${SPACES}`, `${SPACES}[「『]${SPACES}`), NUMBER, DOT, NUMBER),

    // 第6.5章, 第三条, 第2項, 7章, 第5条の2
    ordinal: _ => token(choice(
      new RegExp(`${SPACES}第${SPACES}(${NUMBER}(${DOT}${SPACES}${NUMBER})*|${KANJI_NUMERAL}+|${ROMAN})${SPACES}${UNIT}(${BRANCH})?`),
      new RegExp(`${SPACES}${NUMBER}(${DOT}${NUMBER})*${UNIT_WITHOUT_PREFIX}(${BRANCH})?`),
    )),

    // ①, Ⓐ, 第⑥条, -①
    circled: _ => token(choice(
      new RegExp(`(${SPACES}|${HYPHEN})${CIRCLED}`),
      new RegExp(`${SPACES}第${SPACES}${CIRCLED}${SPACES}${UNIT}`),
    )),

    // (1), （ア）, ⑴, (ii)
    parenthesised: _ => token(choice(
      new RegExp(`(${SPACES}|${HYPHEN})${OPEN}${SPACES}(${NUMBER}|${LATIN}|[ivx]{2,4}|${KANA}|${HIRAGANA}|${KANJI_NUMERAL}{1,2})${SPACES}${CLOSE}`),
      new RegExp(`(${SPACES}|${HYPHEN})${ENCLOSED}`),
    )),
    // The d) of 6.1.3 d)
    _letter_in_half_brackets: _ => token_of(SPACES, LOWER, CLOSE),

    kana: _ => token_of(`(${SPACES}|${HYPHEN})`, KANA),
    roman: _ => token_of(SPACES, ROMAN),

    // The a of AC-2a and the A of 附属書A; before `letters`, which is as long.
    _letter: _ => token_of(LOWER),
    _word_letter: _ => token_of(UPPER),
    // AC, ID.AM, AC.L2, A&A, C; always with a number behind them.
    letters: _ => token_of(any("A&A", `${UPPER}{1,4}(${DOT}(${UPPER}{2,4}|${UPPER}[1-9]))?`, `${LATIN}${LOWER}?(${DOT}${LOWER}{2})?`)),
    // The AUDIT of AUDIT-01, the FR-PRV of FR-PRV-001, the S3-GOV of S3-GOV-01: a register's own, always with a hyphen
    // and a number behind.
    _register: _ => token_of(any(
      `${UPPER}{5,10}`,
      `${UPPER}{1,10}(${HYPHEN}${UPPER}{1,10}){1,2}`,
      `${UPPER}{1,3}${DIGIT}(${HYPHEN}${UPPER}{2,10}){1,2}`,
    )),
    // The a. of `AC-2 a.`, the C of 6.2-C1 and of 第6.5章 C.11
    _set_off_letter: _ => token(choice(
      new RegExp(`${GAP}${LATIN}${DOT}`),
      new RegExp(`${HYPHEN}${LATIN}${DOT}?`),
    )),

    word: _ => token(choice(new RegExp(`${PART}${SPACES}`), new RegExp(`${ENGLISH_PART}${GAP}`))),

    announcement: _ => token(choice(
      new RegExp(`${ANNOUNCEMENT}${GAP}`),
      new RegExp(`([Nn]os?|NO|Ｎｏ)[.．]${SPACES}`),
      new RegExp(`[№§]+${SPACES}`),
      new RegExp(`(項番|条項|箇条|管理策|番号)${SPACES}[:：]?${SPACES}`),
    )),

    // Joiners ----------------------------------------------------------------------------

    and: _ => token(choice(
      new RegExp(`${SPACES}${JOINING_MARK}${SPACES}(${JOINING_WORD}${SPACES}|(and|or)${GAP})?`),
      new RegExp(`${SPACES}${JOINING_WORD}${SPACES}`),
      new RegExp(`${GAP}(and|or)${GAP}`),
      new RegExp(`${SPACES}([、,，;；]${SPACES})?(${LINE_END}${SPACES})+${BULLET}`),
    )),
    through: _ => token(choice(
      new RegExp(`${SPACES}[〜～~∼–—―]${SPACES}`),
      new RegExp(`${GAP}[-－]${GAP}`),
      new RegExp(`${SPACES}(から|乃至|ないし)${SPACES}`),
      new RegExp(`${GAP}(through|thru|to)${GAP}`),
    )),
    // The まで of 3.2.1から3.2.3まで
    until: _ => token_of(SPACES, any("まで", "まて\\u3099")),

    // What follows -----------------------------------------------------------------------

    prose: $ => choice(
      seq(choice($._character, $._not_a_locator), optional($._rest)),
      seq(choice($.announcement, $.word, $.letters, $._register, $.and, $.through), optional($.prose)),
    ),
    _not_a_locator: _ => token(new RegExp(NOT_A_LOCATOR)),
    // A single character, lest it outrun a token that is longer than what has been seen of it.
    _character: _ => token(prec(-1, /.|\r|\n/)),
    // Valid only where nothing else is, so it can take all.
    _rest: _ => /(.|\r|\n)+/,

    // Comments ---------------------------------------------------------------------------

    comment: $ => seq(
      alias(token(/<!--[\s\u3000]*[Ss]hishin[\s\u3000]*[:：][\s\u3000]*/), "<!-- shishin:"),
      field("verb", choice($.allow, $.allow_document, $.unknown)),
      repeat(seq($._gap, field("rule", $.rule))),
      optional(seq($.because, optional(field("reason", $.reason)))),
      alias(token(/[\s\u3000]*-->\s*/), "-->"),
    ),
    allow: _ => choice("allow", "許可"),
    allow_document: _ => choice("allow-document", "文書全体で許可"),
    unknown: _ => /[A-Za-z_]+(-[A-Za-z_]+)*|[^\s\u3000!-~、，：<>]+/,
    rule: _ => /[A-Za-z][A-Za-z0-9_]*(-[A-Za-z0-9_]+)*/,
    because: _ => token(prec(1, /[\s\u3000]*(because[\s\u3000]|理由[\s\u3000]*[:：は]?)[\s\u3000]*/)),
    reason: _ => token(/[^\s\u3000-]([^-]|-[^-]|--[^>])*/),
    _gap: _ => /[\s\u3000]*[,、，][\s\u3000]*|[\s\u3000]+/,
  },
});
