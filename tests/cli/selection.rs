//! What a project has to answer of a guideline: an OSCAL profile, or `covers` in the configuration.

use super::Folder;

const CATALOG: &str = include_str!("../data/guideline/sp800-53-rev4-subset.oscal.json");

/// A baseline of the catalogue beside it, as tools write them: the catalogue in the back matter,
/// XML first.
const BASELINE: &str = r##"{
  "profile": {
    "uuid": "11111111-2222-4333-8444-555555555555",
    "metadata": { "title": "ACME Baseline", "version": "1" },
    "imports": [
      {
        "href": "#c0ffee00-2222-4333-8444-555555555555",
        "include-controls": [
          { "with-ids": ["ac-2", "ac-3.2"] },
          { "matching": [{ "pattern": "at-*" }] },
          { "with-ids": ["ac-7"], "with-child-controls": "yes" }
        ],
        "exclude-controls": [{ "with-ids": ["ac-7"] }]
      }
    ],
    "merge": { "as-is": true },
    "modify": {
      "set-parameters": [
        { "param-id": "ac-2_prm_4", "values": ["every 90 days"] },
        { "param-id": "at-1_prm_2", "constraints": [{ "description": "at least annually" }] }
      ],
      "alters": [
        {
          "control-id": "at-1",
          "adds": [
            {
              "position": "ending",
              "parts": [{ "name": "item", "prose": "The organization keeps its training records for 5 years." }]
            }
          ]
        }
      ]
    },
    "back-matter": {
      "resources": [
        {
          "uuid": "c0ffee00-2222-4333-8444-555555555555",
          "rlinks": [
            { "href": "https://example.org/catalog.xml", "media-type": "application/oscal.catalog+xml" },
            { "href": "https://example.org/of%20ours/catalog.json", "media-type": "application/oscal.catalog+json" }
          ]
        }
      ]
    }
  }
}"##;

const PLAN: &str = "# Plan

## AC-2 Account Management

The platform team approves each account in the ticket system and reviews all of them every 90 days.

## AC-2(1) Automated System Account Management

The identity provider removes accounts when a person leaves.
";

fn labels(standing: &serde_json::Value) -> Vec<&str> {
    let clauses = standing["clauses"].as_array().unwrap().iter();
    clauses
        .filter(|clause| {
            clause["requirements"]
                .as_array()
                .is_some_and(|all| !all.is_empty())
                || clause["state"].is_string()
        })
        .filter_map(|clause| clause["label"].as_str())
        .collect()
}

#[test]
fn a_profile_says_which_controls_have_to_be_answered() {
    let folder = Folder::with(&[
        ("catalog.json", CATALOG),
        ("baseline.json", BASELINE),
        ("plan.md", PLAN),
        ("shishin.toml", "guidelines = [\"baseline.json\"]\n"),
    ]);
    let report = folder.check(&["--format", "json"]).json();
    let standing = &report["coverage"][0];
    assert_eq!(standing["guideline"], "catalog");
    // AC-2(1) is answered all the same; nobody asks for it, so it counts for nothing.
    assert_eq!(
        labels(standing),
        ["AC-2", "AC-3(2)", "AT-1"],
        "{standing:#}"
    );
    let shown = folder.check(&["--locale", "en"]).stdout;
    assert!(
        shown.contains("Selected by the profile “ACME Baseline”, clauses: 3"),
        "{shown}"
    );
    assert!(!shown.contains("unknown-clause"), "{shown}");
    assert!(!shown.contains("AC-7"), "{shown}");
}

#[test]
fn an_enhancement_can_be_asked_for_without_its_control() {
    let profile = r#"{ "profile": { "metadata": { "title": "Ours" },
        "imports": [{ "href": "catalog.json", "include-controls": [{ "with-ids": ["ac-3.2"] }] }] } }"#;
    let folder = Folder::with(&[
        ("catalog.json", CATALOG),
        ("ours.json", profile),
        ("plan.md", "# Plan\n\nNothing yet.\n"),
        ("shishin.toml", "guidelines = [\"ours.json\"]\n"),
    ]);
    let report = folder.check(&["--format", "json"]).json();
    assert_eq!(labels(&report["coverage"][0]), ["AC-3(2)"], "{report:#}");
    assert_eq!(report["coverage"][0]["missing"], 1);
}

#[test]
fn a_profile_sets_parameters_and_adds_parts() {
    let folder = Folder::with(&[("catalog.json", CATALOG), ("baseline.json", BASELINE)]);
    let explain = |clause: &str| {
        let words = [
            "--guideline",
            "baseline.json",
            "--locale",
            "en",
            "explain",
            clause,
        ];
        folder.run(&words).stdout
    };
    let accounts = explain("AC-2");
    assert!(
        accounts.contains(
            "Reviews accounts for compliance with account management requirements every 90 days"
        ),
        "{accounts}"
    );
    let training = explain("AT-1");
    assert!(training.contains(": at least annually]"), "{training}");
    assert!(
        training.contains("[must] The organization keeps its training records for 5 years."),
        "{training}"
    );
    let other = explain("AC-7");
    assert!(
        other.contains("This clause is not among those selected."),
        "{other}"
    );
}

#[test]
fn a_profile_may_import_a_profile() {
    let outer = r#"{ "profile": { "metadata": { "title": "Ours" },
        "imports": [{ "href": "baselines/baseline.json", "include-all": {},
                      "exclude-controls": [{ "with-ids": ["ac-3.2"] }] }] } }"#;
    let folder = Folder::with(&[
        ("baselines/catalog.json", CATALOG),
        ("baselines/baseline.json", BASELINE),
        ("ours.json", outer),
    ]);
    let tree = folder
        .run(&["--locale", "en", "import", "ours.json"])
        .stdout;
    assert!(
        tree.contains("Selected by the profile “Ours”, clauses: 2"),
        "{tree}"
    );
    assert!(tree.contains("  AT-1 ") && !tree.contains("AC-3"), "{tree}");
    // Written out, it is what the profile resolves to.
    let resolved = folder
        .run(&["import", "ours.json", "--format", "json"])
        .json();
    let labels: Vec<&str> = resolved["clauses"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|clause| clause["label"].as_str())
        .collect();
    assert_eq!(labels, ["AC-2", "AT-1"]);
}

#[test]
fn what_is_wrong_with_a_profile_is_said_at_its_place() {
    let lost = r#"{ "profile": { "imports": [{ "href": "gone.json" }] } }"#;
    let circle = r#"{ "profile": { "imports": [{ "href": "circle.json" }] } }"#;
    let unknown = r#"{ "profile": { "metadata": { "title": "Ours" },
        "imports": [{ "href": "catalog.json",
        "include-controls": [{ "with-ids": ["ac-2", "ac-99", "AC-3"] }] }] } }"#;
    let nothing = r#"{ "profile": { "metadata": { "title": "None" },
        "imports": [{ "href": "catalog.json", "include-all": {}, "exclude-controls": [{ "matching": [{ "pattern": "*" }] }] }] } }"#;
    let folder = Folder::with(&[
        ("lost.json", lost),
        ("circle.json", circle),
        ("unknown.json", unknown),
        ("nothing.json", nothing),
        ("catalog.json", CATALOG),
        ("plan.md", PLAN),
        (
            "shishin.toml",
            "guidelines = [\"lost.json\", \"circle.json\", \"unknown.json\", \"nothing.json\"]\n",
        ),
    ]);
    let ran = folder.check(&["--locale", "en"]);
    assert_eq!(ran.code, 1);
    for expected in [
        "The catalog that it imports (gone.json) is not there.",
        " --> lost.json:1:39",
        "import each other more than 8 levels deep",
        "The profile chooses ac-99, which the catalog that it imports does not have. Check the id.",
        "The profile chooses AC-3, which the catalog that it imports does not have. Is ac-3 meant?",
        "The profile selects no control from it.",
        "a guideline with the id catalog is there already",
        " --> unknown.json:3:54",
    ] {
        assert!(ran.stdout.contains(expected), "{expected}\n{}", ran.stdout);
    }
    // A profile reads nothing beyond its project.
    let folder = Folder::with(&[
        ("outside/catalog.json", CATALOG),
        (
            "project/baseline.json",
            r#"{ "profile": { "imports": [{ "href": "../outside/catalog.json" }] } }"#,
        ),
        ("project/plan.md", PLAN),
        ("project/shishin.toml", "guidelines = [\"baseline.json\"]\n"),
    ]);
    let ran = folder.check(&["--locale", "en", "project"]);
    assert!(ran.stdout.contains("is not there."), "{}", ran.stdout);
}

#[test]
fn the_configuration_says_which_clauses_have_to_be_answered() {
    let rules =
        "# ログ管理規程\n\n操作のログは5年間保存し、毎月1日に点検する。[mic-meti:別紙2 3.4-①-1]\n";
    let configuration = "guidelines = [\n  { id = \"mic-meti-medical-1.1\", covers = [\"別紙2 3.4-①-1〜別紙2 3.4-①-12\", \"9.9\", \"4.33\"] },\n]\n";
    let folder = Folder::with(&[("規程.md", rules), ("shishin.toml", configuration)]);
    let ran = folder.check(&[]);
    assert!(
        ran.stdout
            .contains("covers の「9.9」という条項は、このガイドラインにありません"),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout.contains(
            "「4.33」という条項は、このガイドラインにありません（番号の近い条項: 4、4.4、4.3）"
        ),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout.contains(" --> shishin.toml:2:"),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout.contains("対象: 設定の covers が選ぶ 2 条項"),
        "{}",
        ran.stdout
    );
    let report = folder.check(&["--format", "json"]).json();
    assert_eq!(
        labels(&report["coverage"][0]),
        ["別紙2 3.4-①-1", "別紙2 3.4-①-12"]
    );
}

#[test]
fn a_guideline_of_which_nothing_is_undertaken_is_there_to_be_cited() {
    let rules =
        "# ログ管理規程\n\n操作のログは5年間保存し、毎月1日に点検する。[mic-meti:別紙2 3.4-①-1]\n";
    let configuration = "guidelines = [{ id = \"mic-meti-medical-1.1\", covers = [] }]\n";
    let folder = Folder::with(&[("規程.md", rules), ("shishin.toml", configuration)]);
    let ran = folder.check(&[]);
    assert!(!ran.stdout.contains("missing-clause"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("指摘はありません") && !ran.stdout.contains("要求事項"),
        "{}",
        ran.stdout
    );
    let ran = folder.run(&["explain", "--locale", "ja", "mic-meti-medical-1.1"]);
    assert!(
        ran.stdout.contains("引用のためだけに読んでいます"),
        "{}",
        ran.stdout
    );

    // Without a word on what is undertaken all of it is, also for a run that remembers the one before.
    folder.write(
        "shishin.toml",
        b"guidelines = [{ id = \"mic-meti-medical-1.1\" }]\n",
    );
    let ran = folder.check(&[]);
    assert!(ran.stdout.contains("missing-clause"), "{}", ran.stdout);
}

#[test]
fn an_item_of_a_disclosure_document_that_nobody_wrote_is_missing() {
    let document = "---
shishin:
  guideline: mic-medical-cloud-2018
  covers: [\"(1)\"]
---
# サービス仕様適合開示書

## (1) 組織的安全管理対策

### ① 組織的取組における基本方針

#### (a) 情報セキュリティに関する組織体制

代表取締役の下に情報セキュリティ委員会を置き、毎月開催する。

#### (d) 情報セキュリティに関する基本方針、運用管理規程等の策定状況

情報セキュリティ基本方針（第2版）を定め、毎年4月に見直す。
";
    let folder = Folder::with(&[("開示書.md", document)]);
    let ran = folder.check(&[]);
    assert!(
        ran.stdout
            .contains("要求事項 15 件: 対応あり 2、不十分 0、記載なし 13、対象外 0"),
        "{}",
        ran.stdout
    );
    // An item is asked for beside the item before it, and one of a later part behind the part before.
    assert!(
        ran.stdout.contains(
            "(1)①(b)「個人情報保護指針、プライバシーポリシー等」に答える記述がありません\n  --> 開示書.md:12:1"
        ),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("(1)②、"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("  --> 開示書.md:16:1"),
        "{}",
        ran.stdout
    );
    assert_eq!(ran.stdout.matches("必須").count(), 0);
}

/// A plan's sentence on AC-2(5), beside a profile that sets how long inactivity may last.
fn with_constraint(constraint: &str, sentence: &str) -> String {
    let profile = format!(
        r#"{{ "profile": {{ "metadata": {{ "title": "Ours" }},
            "imports": [{{ "href": "catalog.json", "include-controls": [{{ "with-ids": ["ac-7", "at-1"] }}] }}],
            "modify": {{ "set-parameters": [{{ "param-id": "at-1_prm_2", {constraint} }}] }} }} }}"#
    );
    let plan = format!(
        "# Plan\n\n## AT-1 Security Awareness and Training Policy and Procedures\n\n{sentence}\n"
    );
    let folder = Folder::with(&[
        ("catalog.json", CATALOG),
        ("ours.json", &profile),
        ("plan.md", &plan),
        ("shishin.toml", "guidelines = [\"ours.json\"]\n"),
    ]);
    folder.check(&["--locale", "en"]).stdout
}

#[test]
fn what_a_profile_demands_of_a_value_is_held_against_the_answer() {
    let yearly = "The training lead reviews the policy every two years.";
    for constraint in [
        r#""constraints": [{ "description": "every 12 months" }]"#,
        r#""constraints": [{ "description": "at least annually" }]"#,
        r#""values": ["every 12 months"]"#,
    ] {
        let shown = with_constraint(constraint, yearly);
        assert!(
            shown.contains("“every two years” falls short of what the clause asks"),
            "{constraint}\n{shown}"
        );
        assert!(shown.contains(" --> plan.md:5:1"), "{shown}");
        let shown = with_constraint(
            constraint,
            "The training lead reviews the policy every six months.",
        );
        assert!(!shown.contains("falls short"), "{constraint}\n{shown}");
    }
    // Where it sets several, nobody can tell which one the sentence is about.
    let several = r#""values": ["every month for staff, every year for the board"]"#;
    let shown = with_constraint(several, yearly);
    assert!(!shown.contains("falls short"), "{shown}");
}

#[test]
fn a_family_of_controls_is_covered_by_its_id_or_its_title() {
    for covers in ["AC", "Access Control"] {
        let configuration =
            format!("guidelines = [{{ path = \"catalog.json\", covers = [\"{covers}\"] }}]\n");
        let folder = Folder::with(&[
            ("catalog.json", CATALOG),
            ("plan.md", PLAN),
            ("shishin.toml", &configuration),
        ]);
        let shown = folder.check(&["--locale", "en"]).stdout;
        assert!(!shown.contains("invalid-configuration"), "{shown}");
        assert!(
            shown.contains("nothing answers") && !shown.contains("AT-1"),
            "{shown}"
        );
    }
    let folder = Folder::with(&[
        ("catalog.json", CATALOG),
        ("plan.md", PLAN),
        ("shishin.toml", "guidelines = [{ id = \"catalog.json\" }]\n"),
    ]);
    let shown = folder.check(&["--locale", "en"]).stdout;
    assert!(
        shown.contains("write it under `path` and not under `id`"),
        "{shown}"
    );
    assert!(
        !shown.contains("No statement points at a clause yet"),
        "{shown}"
    );
}

/// AC-3 in a plan is the control; its enhancements are undertaken by name or with the family.
#[test]
fn a_control_is_undertaken_without_its_enhancements() {
    for (covers, asks) in [("AC-3", false), ("AC-3(2)", true), ("AC", true)] {
        let configuration =
            format!("guidelines = [{{ path = \"catalog.json\", covers = [\"{covers}\"] }}]\n");
        let declared =
            format!("---\nshishin: {{ guideline: catalog, covers: [\"{covers}\"] }}\n---\n");
        let by_project = [
            ("catalog.json", CATALOG),
            ("plan.md", PLAN),
            ("shishin.toml", &configuration),
        ];
        let by_document = [
            ("catalog.json", CATALOG),
            ("plan.md", &format!("{declared}{PLAN}")),
            // Of the project's own only AT is asked for.
            (
                "shishin.toml",
                "guidelines = [{ path = \"catalog.json\", covers = [\"AT\"] }]\n",
            ),
        ];
        for files in [by_project, by_document] {
            let found = Folder::with(&files).check(&["--format", "json"]).json();
            let missing = { found["findings"].as_array().unwrap().iter() }
                .filter(|finding| finding["rule"] == "missing-clause");
            let asked = missing
                .filter(|finding| finding.to_string().contains("AC-3(2)"))
                .count();
            assert_eq!(asked > 0, asks, "{covers}: {}", files[2].1);
        }
    }
}

#[test]
fn a_spreadsheet_saved_as_text_is_a_guideline() {
    let sheet = "委託先管理基準 第2版,,\n項番,管理策名,要求事項\n1.1,責任者,責任者を置く。\n1.2,記録,操作を記録する。\n";
    let answers = "# 対応表（委託先管理基準）\n\n| 項番 | 対応状況 | 対応内容 |\n|---|---|---|\n| 1.1 | ○ | 情報セキュリティ責任者を取締役会が任命する。 |\n";
    let folder = Folder::with(&[
        ("基準.csv", sheet),
        ("対応表.md", answers),
        ("shishin.toml", "guidelines = [\"基準.csv\"]\n"),
    ]);
    let shown = folder.check(&[]).stdout;
    assert!(
        shown.contains("1.2「記録」に答える記述がありません"),
        "{shown}"
    );
    let tree = folder.run(&["import", "基準.csv"]).stdout;
    assert!(tree.contains("1.1 責任者  [必須 1]"), "{tree}");
    let broken = Folder::with(&[
        ("基準.csv", "a,b\n1,2\n"),
        ("対応表.md", answers),
        ("shishin.toml", "guidelines = [\"基準.csv\"]\n"),
    ]);
    let shown = broken.check(&[]).stdout;
    assert!(
        shown.contains("番号の列と要求事項（または題名）の列"),
        "{shown}"
    );
}

/// `a: 対応済<br>b: 未対応` says how each part of a control stands.
#[test]
fn a_cell_may_give_a_status_to_each_part_of_a_control() {
    let weak = |statuses: &str| {
        let plan = format!(
            "# Plan\n\n| Control | Status | Implementation |\n|---|---|---|\n| AC-7 | {statuses} | Five failures in 15 minutes lock an account for 30 minutes. |\n"
        );
        let folder = Folder::with(&[
            ("catalog.json", CATALOG),
            ("plan.md", &plan),
            ("shishin.toml", "guidelines = [\"catalog.json\"]\n"),
        ]);
        let counts = &folder.check(&["--format", "json"]).json()["coverage"][0];
        (counts["covered"].as_u64(), counts["weak"].as_u64())
    };
    let done = weak("Implemented");
    assert_eq!(done, (Some(2), Some(0)));
    assert_eq!(weak("a: Implemented<br>b: Implemented"), done);
    assert_eq!(weak("(a) Implemented<br>(b) Planned"), (Some(1), Some(1)));
    assert_eq!(weak("a: 対応済<br>b: 対象外"), done);
    // No letters of this control.
    assert_eq!(weak("x: Implemented<br>y: Planned"), done);
}

#[test]
fn what_a_profile_gets_wrong_is_told_at_its_place_with_what_is_near() {
    let profile = r#"{ "profile": { "metadata": { "title": "Ours" },
  "imports": [{ "href": "catalog.json",
    "include-controls": [{ "with-ids": ["ac2", "ac-3"], "matchings": [], "matching": [{ "pattern": "zz-*" }, { "pattern": "AT-*" }, { "pattern": "at-*" }] }] }],
  "modify": { "set-parameter": [],
    "alters": [{ "control-id": "AC-3", "adds": [] }],
    "set-parameters": [
      { "param-id": "ac-2_prm_99", "values": ["x"] },
      { "param-id": "ac-2-prm_4", "values": ["every 90 days"] },
      { "param_id": "ac-2_prm_1", "value": ["x"] }] } } }
"#;
    let folder = Folder::with(&[("catalog.json", CATALOG), ("ours.json", profile)]);
    let told = folder
        .run(&["import", "ours.json", "--locale", "en"])
        .stderr;
    for (message, line) in [
        (
            "The profile chooses ac2, which the catalog that it imports does not have. Is ac-2 meant?",
            3,
        ),
        (
            "No control of the catalog that it imports fits the pattern zz-*. * stands for any text, ? for one character.",
            3,
        ),
        (
            "No control of the catalog that it imports fits the pattern AT-*. Is at-* meant?",
            3,
        ),
        (
            "The profile alters AC-3, which the catalog that it imports does not have. Is ac-3 meant?",
            5,
        ),
        (
            "The profile sets the parameter ac-2_prm_99, which the catalog that it imports does not have. ac-2 has ac-2_prm_1,",
            7,
        ),
        (
            "The profile sets the parameter ac-2-prm_4, which the catalog that it imports does not have. Is ac-2_prm_4 meant?",
            8,
        ),
        (
            "OSCAL has no key param_id, and it is not read. Is param-id meant?",
            9,
        ),
        (
            "OSCAL has no key value, and it is not read. Is values meant?",
            9,
        ),
    ] {
        let at = told.find(message);
        let at = at.unwrap_or_else(|| panic!("{message}\n{told}"));
        let place = format!("ours.json:{line}:");
        let behind = told[at..].lines().nth(1).unwrap_or_default();
        assert!(behind.contains(&place), "{message}: {behind}");
    }
    // A key that stands beside the one that is meant is another's.
    assert!(!told.contains("key set-parameter,"), "{told}");
    assert!(!told.contains("key matchings"), "{told}");
    let misspelt = profile
        .replace("\"set-parameters\"", "\"other\"")
        .replace("\"set-parameter\"", "\"set-paramters\"");
    let folder = Folder::with(&[("catalog.json", CATALOG), ("ours.json", &misspelt)]);
    let told = folder
        .run(&["import", "ours.json", "--locale", "en"])
        .stderr;
    assert!(
        told.contains(
            "OSCAL has no key set-paramters, and it is not read. Is set-parameters meant?"
        ),
        "{told}"
    );
}

#[test]
fn a_catalog_that_is_imported_twice_is_wrong_once() {
    let catalog = r#"{ "catalog": { "metadata": { "title": "Two" }, "groups": [{ "id": "a", "title": "A", "controls": [
  { "id": "a-1", "title": "One", "parts": [{ "name": "statement", "prose": "Do it." }] },
  { "id": "a-1", "title": "Again" }, { "id": "a-2", "title": "Two" }] }] } }"#;
    let profile = r#"{ "profile": { "metadata": { "title": "Ours" }, "imports": [
  { "href": "catalog.json", "include-controls": [{ "with-ids": ["a-1"] }] },
  { "href": "catalog.json", "include-controls": [{ "with-ids": ["a-2"] }] }] } }"#;
    let folder = Folder::with(&[("catalog.json", catalog), ("ours.json", profile)]);
    let ran = folder.run(&["import", "ours.json", "--locale", "en"]);
    assert_eq!(
        ran.stderr.matches("a-1 stands here").count(),
        1,
        "{}",
        ran.stderr
    );
    assert!(
        ran.stdout
            .contains("Selected by the profile “Ours”, clauses: 2"),
        "{}",
        ran.stdout
    );
}

#[test]
fn the_summary_says_how_many_undertaken_clauses_have_no_number() {
    let folder = Folder::with(&[
        (
            "shishin.toml",
            "guidelines = [{ id = \"mic-meti-medical-1.1\", covers = [\"別紙2\"] }]\n",
        ),
        (
            "表.md",
            "# 対応表（2省ガイドライン 第1.1版）\n\n| 項番 | 対応 | 対策の内容 |\n|---|---|---|\n| 別紙2 3.5-①-1 | ○ | 脅威情報を毎日集める。 |\n| 最小限の権限 | ○ | 役割ごとの権限を権限表に定める。 |\n| 端末の覗き見対策 | ○ | TBD |\n",
        ),
    ]);
    let ran = folder.check(&[]);
    assert!(
        ran.stdout.contains(
            "  番号のない 25 条項は、この件数に入れず、答えがなくても指摘しません（題を挙げて答えているもの 2）\n"
        ),
        "{}",
        ran.stdout
    );
    let json = folder.check(&["--format", "json"]).json();
    assert_eq!(json["coverage"][0]["unnumbered"], 25);
}

#[test]
fn what_is_left_out_is_told_of_clauses_that_somebody_undertakes_to_answer() {
    let standard = "---\nguideline:\n  id: yard\n  title: Yard Rules\n  edition: \"3\"\n---\n\n# Yard Rules\n\n## YR-1 Records\n\nThe operator shall write logs of all sign-ins. The operator shall report findings to the harbour master.\n";
    let answer = "# Yard\n\n## YR-1 Records\n\nLogs of all sign-ins are written by the platform.\n";
    let told = |covers: &str, own: &str| {
        let folder = Folder::with(&[
            (
                "shishin.toml",
                &*format!("guidelines = [{{ path = \"yard.md\"{covers} }}]\n"),
            ),
            ("yard.md", standard),
            (
                "docs/yard.md",
                &*format!("---\nshishin: {{ guideline: yard{own} }}\n---\n{answer}"),
            ),
        ]);
        folder.check(&[]).stdout.contains("partial-clause")
    };
    assert!(told("", ""));
    assert!(!told(", covers = []", ""));
    assert!(told(", covers = []", ", covers: [\"YR-1\"]"));
}

#[test]
fn a_chosen_clause_is_asked_for_that_stands_in_one_that_is_not_chosen() {
    let harbour = "Number,Title,Text\n1.1,Lines,Lines shall be of rope.\n1.1.1,Old lines,Old lines shall be burnt.\n1.1.2,New lines,New lines shall be tested.\n1.2,Log,A log shall be kept.\n";
    let folder = Folder::with(&[
        (
            "shishin.toml",
            "guidelines = [{ path = \"harbour.csv\", covers = [\"1.1.1\", \"1.1.2\"] }]\n",
        ),
        ("harbour.csv", harbour),
        (
            "docs/lines.md",
            "# Lines\n\n## 1.1.1 Old lines\n\nThe mate burns old lines at the end of each month.\n",
        ),
    ]);
    let found = folder.check(&["--locale", "en", "--format", "json"]).json();
    assert_eq!(found["coverage"][0]["missing"], 1, "{found:#}");
    assert_eq!(found["coverage"][0]["covered"], 1, "{found:#}");
}
