//! Help and usage errors in both languages. The English stands at the arguments themselves.

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};

use super::arguments::Arguments;
use crate::locale::Locale;

/// Japanese for each command.
const COMMANDS: &[(&str, &str)] = &[
    (
        "check",
        "文書を調べ、足りない条項、弱い記述、行き先のない引用を示します。",
    ),
    (
        "explain",
        "条項の内容、ガイドラインの目次、規則の説明を表示します。",
    ),
    (
        "import",
        "ガイドラインのファイルをどう読み取ったかを表示し、別の形で書き出します。",
    ),
    (
        "rank",
        "記述がどの条項に触れているかを、JSON Lines で示します。",
    ),
    (
        "review",
        "見直した後に変わった回答を示します。見直し済みとして記録することもできます。",
    ),
    ("init", "設定ファイルと、書き始めるための文書を作ります。"),
    ("rules", "規則と重大度の一覧を表示します。"),
    (
        "server",
        "エディターの言語サーバーとして標準入出力で動きます。",
    ),
    ("completions", "シェルの補完スクリプトを出力します。"),
];

/// Japanese for each argument; with the command's name where the same name means two things.
const ARGUMENTS: &[(&str, &str)] = &[
    (
        "locale",
        "メッセージの言語（ja、en）。指定がなければ設定ファイル、環境変数の順に決めます。",
    ),
    (
        "color",
        "色を付けるか（auto、always、never）。既定は auto です。",
    ),
    (
        "config",
        "shishin.toml を探さず、このファイルを設定として使います。",
    ),
    ("no_config", "設定ファイルを探しません。"),
    (
        "guideline",
        "内蔵ガイドラインの ID、またはガイドラインのファイル。複数指定できます。",
    ),
    ("help", "この説明を表示します。"),
    ("version", "版を表示します。"),
    (
        "paths",
        "文書またはフォルダー。指定がなければ現在のフォルダーです。",
    ),
    (
        "check.format",
        "結果の形式（text、json、sarif、github）。既定は text です。",
    ),
    (
        "fail_on",
        "終了コードを 1 にする最低の重大度（error、warning、information、hint、never）。既定は error です。",
    ),
    (
        "report_only",
        "報告だけを行い、指摘があっても終了コードを 0 にします。",
    ),
    (
        "log",
        "何にどれだけの時間で答えたかを、このファイルに書きます。",
    ),
    (
        "stdio",
        "一部のエディターが付けるため受け付けます。通信は常に標準入出力です。",
    ),
    ("baseline", "このファイルにある指摘を表示せず、数えません。"),
    (
        "write_baseline",
        "いまある指摘をすべて、--baseline 用のファイルに書きます。",
    ),
    (
        "threads",
        "スレッドの数。指定がなければプロセッサーの数です。",
    ),
    (
        "today",
        "「今日」とみなす日付（YYYY-MM-DD）。同じ結果を再現するためのものです。",
    ),
    (
        "cache_dir",
        "調べた結果を次回のために置くフォルダー。指定がなければ利用者のキャッシュフォルダーです。",
    ),
    (
        "no_cache",
        "前回までの結果を使わず、今回の結果も残しません。フォルダーの指定より優先します。",
    ),
    ("quiet", "指摘だけを出力し、まとめと進み具合を出しません。"),
    (
        "subject",
        "条項（AC-2(1)、mic-meti:別紙2 3.4-①-1 など）、ガイドライン、または規則の名前。指定がなければ、何を調べられるかを表示します。",
    ),
    (
        "file",
        "ガイドライン。Markdown、Excel のブック、.csv、または OSCAL のカタログかプロファイルの JSON です。",
    ),
    (
        "rank.file",
        "1行に1つの {\"id\": …, \"text\": \"…\"}。指定がないか - であれば標準入力です。",
    ),
    (
        "accept",
        "回答を見直し済みとして shishin.lock に記録します。対象は、パスにある文書、`--clause` の条項、または `--all` で選びます。",
    ),
    (
        "all",
        "`--accept` とともに使い、表示される回答をすべて対象にします。",
    ),
    (
        "clause",
        "この条項とその下の条項への回答だけを対象にします（[mic:3.2.1(2)]、AC-2 など）。複数指定できます。",
    ),
    ("suspect", "見直した後に変わった回答だけを対象にします。"),
    (
        "review.today",
        "見直した日として記録する日付（YYYY-MM-DD）。指定がなければ今日です。",
    ),
    ("limit", "1つの記述に示す条項の数。既定は 50 です。"),
    (
        "import.format",
        "出力の形（tree、markdown、json）。既定は tree です。",
    ),
    ("output", "画面ではなく、このファイルに書きます。"),
    ("force", "ファイルがすでにあっても書きます。"),
    ("folder", "作る先のフォルダー。"),
    ("shell", "シェルの名前（bash、zsh、fish など）。"),
];

/// What the words of the summary mean.
const COUNTS: &str = "\
まとめに出る数は、要求事項の件数です。「対応あり」は、答えている記述があるもの。「不十分」は、答えが\
対応予定か未対応であるもの、残りの期限を書かずに一部だけ対応しているもの、求められたことの一部が抜けているもの、答えに警告以上の指摘があるもの、ほかの答えと食い違うもの。「記載なし」は、答えている記述がないもの。「対象外」は、理由を添えて当てはまらないとしたものです。";

const TEMPLATE: &str = "{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}";

/// The command line's definition, with help in `locale`.
pub fn command(locale: Locale) -> Command {
    let command = Arguments::command();
    match locale {
        Locale::En => command,
        Locale::Ja => {
            let names: Vec<String> = command
                .get_subcommands()
                .map(|one| one.get_name().to_string())
                .collect();
            let command = japanese(command)
                .about("ガイドラインの条項に照らして、事業者の文書に書かれていることを調べます。")
                .subcommand_help_heading("コマンド")
                .subcommand_value_name("コマンド")
                .disable_version_flag(true)
                .arg(flag("version", 'V', ArgAction::Version));
            let mut command = names.iter().fold(command, |command, name| {
                command.mut_subcommand(name, japanese)
            });
            // Usages are known once the commands know by what they are called.
            command.build();
            command = japanese_usage(command);
            names.iter().fold(command, |command, name| {
                command.mut_subcommand(name, japanese_usage)
            })
        }
    }
}

fn japanese(command: Command) -> Command {
    let name = command.get_name().to_string();
    let about = COMMANDS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, about)| *about);
    let command = match about {
        Some(about) => command.about(about),
        None => command,
    };
    let command = match name == "check" {
        true => command.after_help(COUNTS),
        false => command,
    };
    command
        .help_template(TEMPLATE)
        .disable_help_flag(true)
        .mut_args(|argument| {
            let heading = if argument.is_positional() {
                "引数"
            } else {
                "オプション"
            };
            let help = argument_help(&name, argument.get_id().as_str());
            let takes_value = argument.get_action().takes_values();
            let argument = argument.help_heading(heading);
            let argument = match takes_value {
                true => argument.hide_possible_values(true).hide_default_value(true),
                false => argument,
            };
            match help {
                Some(help) => argument.help(help).long_help(help),
                None => argument,
            }
        })
        .arg(flag("help", 'h', ArgAction::Help))
}

fn japanese_usage(mut command: Command) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage);
    let usage = usage.replace("[OPTIONS]", "[オプション]");
    let usage = usage.replace("<COMMAND>", "<コマンド>");
    command.override_usage(usage)
}

fn argument_help(command: &str, id: &str) -> Option<&'static str> {
    let qualified = format!("{command}.{id}");
    let named = |name: &str| {
        ARGUMENTS
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, help)| *help)
    };
    named(&qualified).or_else(|| named(id))
}

fn flag(name: &'static str, short: char, action: ArgAction) -> Arg {
    let flag = Arg::new(name)
        .short(short)
        .long(name)
        .action(action)
        .help_heading("オプション");
    flag.help(argument_help("", name).unwrap_or_default())
}

/// The language that the words themselves ask for: help has to speak it before they are read.
pub fn locale_of(words: &[OsString]) -> Option<Locale> {
    let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let value = words.iter().enumerate().find_map(|(at, word)| match *word {
        "--locale" => words.get(at + 1).copied(),
        _ => word.strip_prefix("--locale="),
    });
    Locale::of(value?)
}

/// Prints help or version, or says what is wrong with the words.
pub fn explain_usage(error: &clap::Error, locale: Locale) -> ExitCode {
    if !error.use_stderr() {
        // Nobody can be told that telling failed.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    match japanese_error(error).filter(|_| locale == Locale::Ja) {
        Some(message) => {
            let message =
                format!("エラー: {message}\n\n詳しくは `shishin --help` を見てください。");
            let _ = writeln!(
                std::io::stderr(),
                "{}",
                super::terminal::printable(&message)
            );
        }
        None => {
            let _ = error.print();
        }
    }
    ExitCode::from(2)
}

fn japanese_error(error: &clap::Error) -> Option<String> {
    let context = |kind| error.get(kind).map(ToString::to_string);
    let argument = context(ContextKind::InvalidArg).unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::UnknownArgument => format!("`{argument}` という引数はありません。"),
        ErrorKind::InvalidSubcommand => {
            format!(
                "`{}` というコマンドはありません。",
                context(ContextKind::InvalidSubcommand)?
            )
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = context(ContextKind::InvalidValue).unwrap_or_default();
            match context(ContextKind::ValidValue) {
                _ if argument.starts_with("--today") && !value.is_empty() => format!(
                    "`{argument}` に「{value}」は使えません。YYYY-MM-DD の形で書いてください。"
                ),
                _ if argument.starts_with("--locale") && !value.is_empty() => {
                    format!("`{argument}` に「{value}」は使えません。使える値: ja, en")
                }
                Some(valid) if !valid.is_empty() => {
                    format!("`{argument}` に「{value}」は使えません。使える値: {valid}")
                }
                _ if argument.starts_with("--threads") && !value.is_empty() => format!(
                    "`{argument}` に「{value}」は使えません。1 以上 65535 以下の整数を書いてください。"
                ),
                _ if value.is_empty() => format!("`{argument}` の値がありません。"),
                _ => format!("`{argument}` に「{value}」は使えません。"),
            }
        }
        ErrorKind::MissingRequiredArgument => format!("`{argument}` が必要です。"),
        ErrorKind::ArgumentConflict => {
            let other = context(ContextKind::PriorArg).unwrap_or_default();
            match argument == other {
                true => format!("`{argument}` が二度指定されています。"),
                false => format!("`{argument}` と `{other}` は同時に使えません。"),
            }
        }
        _ => return None,
    };
    let suggested = context(ContextKind::SuggestedArg)
        .or_else(|| context(ContextKind::SuggestedSubcommand))
        .or_else(|| context(ContextKind::SuggestedValue));
    let suggested = suggested
        .map(|one| format!("\n`{one}` の書き誤りではありませんか。"))
        .unwrap_or_default();
    Some(message + &suggested)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_japanese(text: Option<&clap::builder::StyledStr>) -> bool {
        text.is_some_and(|text| text.to_string().chars().any(|c| matches!(c, 'ぁ'..='ん')))
    }

    #[test]
    fn everything_has_japanese_help() {
        let command = command(Locale::Ja);
        for argument in command.get_arguments() {
            assert!(is_japanese(argument.get_help()), "{}", argument.get_id());
        }
        for subcommand in command.get_subcommands() {
            assert!(
                is_japanese(subcommand.get_about()),
                "{}",
                subcommand.get_name()
            );
            for argument in subcommand.get_arguments() {
                assert!(
                    is_japanese(argument.get_help()),
                    "{} {}",
                    subcommand.get_name(),
                    argument.get_id()
                );
            }
        }
    }

    #[test]
    fn the_definitions_hold_together() {
        command(Locale::En).debug_assert();
        command(Locale::Ja).debug_assert();
    }
}
