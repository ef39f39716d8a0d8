//! What labels, columns, statuses and front matter keys mean, in a writer's words.

use crate::locale::Message;
use crate::wording::{Field, Status};

/// What a label or column is for, and what stands in it.
pub fn field(field: Field) -> Message {
    let (ja, en) = match field {
        Field::Clause => (
            "この記述が答える条項です。番号だけ、またはガイドラインの名前や接頭辞と番号を書きます。複数なら「、」で区切り、範囲は「〜」でつなぎます。",
            "The clauses that this answers: numbers, with the guideline's name or prefix where it is not clear. Several are separated by commas; a range is joined by a dash.",
        ),
        Field::Title => (
            "条項の題です。引用として読み、記述の良し悪しは調べません。",
            "The clause's title. It is read as a quotation and not judged.",
        ),
        Field::Requirement => (
            "条項が求めることです。引用として読み、記述の良し悪しは調べません。",
            "What the clause asks. It is read as a quotation and not judged.",
        ),
        Field::Status => (
            "どこまでできているかです。対象外には理由を、一部対応と対応予定には残りの作業と期限を添えます。",
            "How far it is done. An exclusion needs its reason; what is partial or planned, what is left and by when.",
        ),
        Field::Measure => (
            "事業者が行うことです。だれが、何を、いつ、何を使って行うかを書きます。",
            "What the provider does: who does what, when, and with what.",
        ),
        Field::Customer => (
            "利用者（医療機関等）が行うことです。事業者の約束とは読まないので、言葉の弱さは調べません。",
            "What the customer has to do. It is no promise of the provider's, so its words are not judged.",
        ),
        Field::Evidence => (
            "行っていることを示す記録や文書です。名前と版か日付を書くか、ファイルへのリンクを置きます。",
            "Records and documents that show it: a name with its edition or date, or a link to a file.",
        ),
        Field::Owner => (
            "答える責任を持つ人です。個人名より役職や部署を書きます。",
            "Who answers for it: a role or department rather than a person.",
        ),
        Field::Frequency => (
            "どれだけの間隔で行うかです。「定期的に」ではなく、毎月5日、四半期ごと、年1回のように書きます。",
            "How often it is done: not “regularly” but monthly, every quarter, once a year.",
        ),
        Field::Due => (
            "いつまでに行うかです。2027-03-31、2027年3月末のように書きます。過ぎると指摘します。",
            "By when it will be done, such as 2027-03-31. Once the day has passed it is reported.",
        ),
        Field::Reason => (
            "対象外とする、または別の方法をとる理由です。",
            "Why it does not apply, or is done another way.",
        ),
        Field::Reviewed => (
            "最後に見直した日です。決めた間隔を過ぎると指摘します。",
            "The day of the last review. Once it is too long ago it is reported.",
        ),
        Field::Responsibility => ("だれの責任かです。", "Whose duty it is."),
        Field::Guideline => (
            "条項番号がどのガイドラインのものかです。名前に版を添えて書きます。",
            "The guideline that the clause numbers belong to, with its edition.",
        ),
        Field::Mark => (
            "印を付ける欄です。印の付いた列の見出しが、その行の状況や、だれの責任かを表します。",
            "A column to mark: the heading of the one that is marked says how far it is done, or whose duty it is.",
        ),
    };
    Message::new(ja, en)
}

/// What a field is called, as a heading of its explanation.
pub fn field_name(field: Field) -> Message {
    let (ja, en) = match field {
        Field::Clause => ("対応条項", "Clauses"),
        Field::Title => ("条項の題", "Title"),
        Field::Requirement => ("要求事項", "Requirement"),
        Field::Status => ("対応状況", "Status"),
        Field::Measure => ("対応内容", "Measure"),
        Field::Customer => ("利用者の対応", "Customer's duty"),
        Field::Evidence => ("証跡", "Evidence"),
        Field::Owner => ("責任者", "Owner"),
        Field::Frequency => ("頻度", "Frequency"),
        Field::Due => ("期限", "Due"),
        Field::Reason => ("理由", "Reason"),
        Field::Reviewed => ("最終見直し", "Reviewed"),
        Field::Responsibility => ("責任分界", "Responsibility"),
        Field::Guideline => ("ガイドライン", "Guideline"),
        Field::Mark => ("選択欄", "Choice"),
    };
    Message::new(ja, en)
}

/// The values that a field takes, for those that take only some.
pub fn values(field: Field) -> Option<Message> {
    let (ja, en) = match field {
        Field::Status => (
            "対応済、一部対応、対応予定、代替、対象外（理由）、未対応。○ △ × や ✅ ⚠️ ❌ も使えます。",
            "Implemented, Partial, Planned, Alternative, Not applicable (reason), Not implemented; or ✅ ⚠️ ❌.",
        ),
        Field::Responsibility => (
            "当社、利用者、共同、継承（上流の事業者の名前）。",
            "Provider, Customer, Shared, Inherited (name of the upstream provider).",
        ),
        _ => return None,
    };
    Some(Message::new(ja, en))
}

/// What a status is called and what it says.
pub fn status(status: Status) -> (Message, Message) {
    let (name, meaning) = match status {
        Status::Implemented => (
            ("対応済", "implemented"),
            (
                "条項が求めることを、いま行っています。",
                "What the clause asks is done today.",
            ),
        ),
        Status::Partial => (
            ("一部対応", "partial"),
            (
                "一部だけを行っています。残りを、だれがいつまでに行うかを書きます。",
                "Only a part is done. Say who will do the rest, and by when.",
            ),
        ),
        Status::Planned => (
            ("対応予定", "planned"),
            (
                "まだ行っていませんが、行うことが決まっています。担当と期限を書きます。",
                "It is not done yet, and will be. Say who will do it, and by when.",
            ),
        ),
        Status::Alternative => (
            ("代替", "alternative"),
            (
                "求められた方法に代えて、別の方法をとっています。その方法と、同じ効果がある理由を書きます。",
                "Another measure takes its place. Say which one, and why it does as well.",
            ),
        ),
        Status::NotApplicable => (
            ("対象外", "not applicable"),
            (
                "この条項は当てはまりません。理由を書けば、正式な答えになります。",
                "The clause does not apply. With its reason this is a proper answer.",
            ),
        ),
        Status::NotImplemented => (
            ("未対応", "not implemented"),
            (
                "行っていません。行うなら担当と期限を、行わないなら理由を書きます。",
                "It is not done. Say who will do it by when, or why it is not done.",
            ),
        ),
    };
    (
        Message::new(name.0, name.1),
        Message::new(meaning.0, meaning.1),
    )
}

/// What a key under `shishin` in the front matter means; the keys' own names without it.
pub fn front_matter(path: &[&str]) -> Option<Message> {
    let (ja, en) = match path {
        ["shishin"] => (
            "Shishin に伝える、この文書の前提です。使える項目: guideline、covers、owner、reviewed、frequency。",
            "What Shishin has to know about this document. Keys: guideline, covers, owner, reviewed, frequency.",
        ),
        ["shishin", "guideline" | "guidelines"] => (
            "この文書の条項番号がどのガイドラインのものかです。ID、接頭辞、または版を添えた名前を書きます。複数なら `[a, b]` と並べます。",
            "The guideline that the document's clause numbers belong to: an id, a prefix, or a name with its edition. Several stand as `[a, b]`.",
        ),
        ["shishin", "covers"] => (
            "この文書が答えると約束する条項です。下位の条項も含みます。答えていないものがあれば、この文書で指摘します。例: `[3.2, 別紙2 3.4, mic-meti:4.1]`",
            "The clauses that this document undertakes to answer, with all below them. What is not answered is reported in this document. Example: `[3.2, AC-2, mic-meti:4.1]`",
        ),
        ["shishin", "owner"] => (
            "責任者を書いていない記述の責任者です。",
            "Who answers for the statements that name no owner.",
        ),
        ["shishin", "reviewed"] => (
            "文書を最後に見直した日です。例: `2026-04-01`。決めた間隔を過ぎると指摘します。",
            "The day on which the document was last reviewed, such as `2026-04-01`. Once it is too long ago it is reported.",
        ),
        ["shishin", "frequency"] => (
            "頻度を書いていない記述の頻度です。例: `年1回`",
            "How often, for the statements that do not say so. Example: `yearly`",
        ),
        _ => return None,
    };
    Some(Message::new(ja, en))
}
