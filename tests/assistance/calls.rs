//! The crosswalk as a call hierarchy.

use shishin::assistance::calls::{self, Call, Item, Key};
use shishin::assistance::navigation;

use crate::fixture::{Fixture, with_guidelines};

const OWN: &str = "\
---
guideline:
  id: own
  title: 自社管理基準
  language: ja
---

# 自社管理基準

## 2 記録

### 2.1 ログ

- **上位条項**: mic-meti:別紙2 3.4-①-1

ログを保存すること。
";

const DOCUMENT: &str = "# 規程\n\n運用部は操作ログを5年間保存する。[own:$02.1]\n";

fn project() -> Fixture {
    with_guidelines(DOCUMENT, vec![("own", OWN)])
}

fn start(fixture: &Fixture) -> Item {
    let items = fixture
        .view(|view, offset| calls::prepare(&view.project, &navigation::clauses(view, offset)));
    items.into_iter().next().expect("an item")
}

/// As an editor does it: what it was given comes back as JSON.
fn kept(item: &Item) -> Key {
    let json = serde_json::to_string(&item.key).expect("a key is JSON");
    serde_json::from_str(&json).expect("and back")
}

fn names(calls: &[Call]) -> Vec<&str> {
    calls.iter().map(|call| call.item.name.as_str()).collect()
}

#[test]
fn a_clause_is_called_by_statements_and_calls_upstream() {
    let fixture = project();
    let clause = start(&fixture);
    assert_eq!(
        (clause.name.as_str(), clause.detail.as_str()),
        ("2.1 ログ", "自社管理基準")
    );
    let key = kept(&clause);
    let (incoming, outgoing) = fixture.view(|view, _| {
        (
            calls::incoming(&view.project, &key),
            calls::outgoing(&view.project, &key),
        )
    });
    assert_eq!(names(&incoming), ["運用部は操作ログを5年間保存する。"]);
    assert_eq!(incoming[0].item.detail, "2.1");
    let text = &fixture.documents[0].text;
    assert_eq!(&text[incoming[0].ranges[0].clone()], "2.1");
    assert_eq!(names(&outgoing), ["別紙2 3.4-①-1"]);

    let upstream = kept(&outgoing[0].item);
    let statement = kept(&incoming[0].item);
    let (downstream, answered, nothing) = fixture.view(|view, _| {
        (
            calls::incoming(&view.project, &upstream),
            calls::outgoing(&view.project, &statement),
            calls::incoming(&view.project, &statement),
        )
    });
    assert_eq!(names(&downstream), ["2.1 ログ"]);
    assert_eq!(names(&answered), ["2.1 ログ"]);
    assert_eq!(names(&nothing), [""; 0]);
}

#[test]
fn what_is_there_no_longer_calls_nothing() {
    let gone = Key::Clause {
        guideline: "own".into(),
        clause: "9.9".into(),
    };
    let fixture = project();
    let found = fixture.view(|view, _| {
        (
            calls::incoming(&view.project, &gone).len(),
            calls::outgoing(&view.project, &gone).len(),
        )
    });
    assert_eq!(found, (0, 0));
}
