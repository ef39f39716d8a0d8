//! What an editor shows and offers, feature by feature: a document with a cursor in, the answer out.

mod actions;
mod at;
mod calls;
mod completion;
mod coverage_tree;
mod everywhere;
mod fixture;
mod folding;
mod hover;
mod inlays;
mod lenses;
mod links;
mod navigation;
mod proposals;
mod rename;
mod reviews;
mod selection;
mod skeleton;
mod symbols;
mod tokens;

#[test]
fn a_fixture_has_its_cursor_and_findings() {
    let fixture = fixture::fixture("# 方針\n\nログを適切に$0保存する。[mic-meti:別紙2 3.7-①-1]\n");
    let seen = fixture.view(|view, cursor| {
        (
            view.text[..cursor].ends_with("適切に"),
            view.findings
                .iter()
                .map(|f| f.rule.to_string())
                .collect::<Vec<_>>(),
        )
    });
    assert_eq!(seen, (true, vec!["weak-wording".to_string()]));
}
