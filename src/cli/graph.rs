//! `gainsay graph`: documents, claims, subjects and findings as a graph, for Graphviz or a program.

use std::collections::BTreeSet;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use petgraph::dot::{Config, Dot};
use petgraph::graph::{DiGraph, NodeIndex};
use serde_json::{Value as Json, json};

use super::intake::{Intake, Loaded};
use super::{Common, FAILED, tell_all, written};
use crate::error::Result;
use crate::extract::notation;
use crate::link::{Edge, Node};
use crate::pipeline::{Checked, Engine};
use crate::read;

/// Arguments.
#[derive(Debug, Args)]
pub struct GraphArgs {
    /// Articles, folders of articles, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Form of the graph
    #[arg(long, value_enum, default_value_t = GraphFormat::Dot)]
    pub output_format: GraphFormat,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub intake: Intake,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub common: Common,
}

/// Form of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GraphFormat {
    /// For Graphviz: gainsay graph PATH | dot -Tsvg
    Dot,
    /// Nodes and edges as one JSON object.
    Json,
}

/// A node with its words.
#[derive(Debug)]
struct NodeView {
    id: String,
    sort: &'static str,
    label: String,
}

/// An edge with its words.
#[derive(Debug)]
struct EdgeView {
    sort: &'static str,
    label: String,
}

/// Runs the command.
pub fn run(args: &GraphArgs) -> Result<u8> {
    let Loaded { engine, options, .. } = args.intake.load(&args.paths, &args.common)?;
    let reading = read::read_paths(&engine.lexicon, &args.paths, &options);
    let failed = tell_all(&reading.problems);
    if reading.documents.is_empty() {
        return Ok(FAILED);
    }
    let checked = engine.check(reading.documents, &BTreeSet::new());
    let graph = graph(engine, &checked);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let done = match args.output_format {
        GraphFormat::Dot => dot(&graph, &mut out),
        GraphFormat::Json => serde_json::to_writer_pretty(&mut out, &as_json(&graph)).map_err(Into::into).and_then(|()| writeln!(out)),
    };
    written(done.and_then(|()| out.flush()))?;
    Ok(if failed { FAILED } else { 0 })
}

/// The claim graph with labels, and an edge for each pair that a finding speaks of.
fn graph(engine: &Engine, checked: &Checked) -> DiGraph<NodeView, EdgeView> {
    let g = &checked.graph;
    let mut out = g.graph.map(
        |_, n| match n {
            Node::Document(d) => {
                let doc = &checked.documents[d.0 as usize];
                let day = doc.published.map_or(String::new(), |p| format!("\n{p}"));
                let outlet = doc.outlet.as_ref().map_or(String::new(), |o| format!("\n{}", isolated(o)));
                let file = doc.path.rsplit(['/', '\\']).next().unwrap_or(&doc.path);
                NodeView { id: format!("d{}", d.0 + 1), sort: "document", label: format!("{file}{outlet}{day}") }
            }
            Node::Claim(c) => {
                let claim = g.claim(*c);
                let doc = &checked.documents[claim.doc.0 as usize];
                let kind = &engine.lexicon.tables.kind(claim.kind).id;
                let who = if claim.who.population == "all" && claim.who.nationality.is_none() { String::new() } else { format!(" ({})", claim.who.id()) };
                let label = format!("c{} {kind} {}{who}\n{}", c.0 + 1, isolated(&notation::show(&claim.value)), isolated(&doc.words(claim.quote)));
                NodeView { id: format!("c{}", c.0 + 1), sort: "claim", label }
            }
            Node::Subject(s) => NodeView { id: format!("e{}", s.0 + 1), sort: "subject", label: isolated(&g.subjects[s.0 as usize].label) },
        },
        |_, e| EdgeView {
            sort: match e {
                Edge::Says => "says",
                Edge::About => "about",
                Edge::PartOf => "part_of",
            },
            label: if *e == Edge::PartOf { "part of".into() } else { String::new() },
        },
    );
    let claims: Vec<NodeIndex> = {
        let mut all: Vec<(u32, NodeIndex)> = g.graph.node_indices().filter_map(|n| if let Node::Claim(c) = g.graph[n] { Some((c.0, n)) } else { None }).collect();
        all.sort();
        all.into_iter().map(|(_, n)| n).collect()
    };
    for f in &checked.findings {
        for o in &f.others {
            out.add_edge(claims[f.primary.0 as usize], claims[o.0 as usize], EdgeView { sort: "finding", label: format!("{} {}", f.id, f.rule) });
        }
    }
    out
}

/// Words of unknown direction, kept from turning their surroundings round. Line breaks become spaces.
fn isolated(text: &str) -> String {
    format!("\u{2068}{}\u{2069}", text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A string as DOT writes it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

fn dot(graph: &DiGraph<NodeView, EdgeView>, out: &mut dyn Write) -> std::io::Result<()> {
    let config = [Config::NodeNoLabel, Config::EdgeNoLabel];
    let edges = |_, e: petgraph::graph::EdgeReference<'_, EdgeView>| {
        let style = match e.weight().sort {
            "finding" => ", color=red, fontcolor=red, dir=none, penwidth=2",
            "part_of" => ", style=dashed",
            _ => "",
        };
        format!("label={}{style}", quoted(&e.weight().label))
    };
    let nodes = |_, (_, n): (NodeIndex, &NodeView)| {
        let shape = match n.sort {
            "document" => "folder",
            "subject" => "ellipse",
            _ => "box",
        };
        format!("label={}, shape={shape}", quoted(&n.label))
    };
    let dot = Dot::with_attr_getters(graph, &config, &edges, &nodes);
    write!(out, "{dot:?}")
}

fn as_json(graph: &DiGraph<NodeView, EdgeView>) -> Json {
    let nodes: Vec<Json> = graph.node_weights().map(|n| json!({"id": n.id, "type": n.sort, "label": n.label})).collect();
    let edges: Vec<Json> = graph
        .edge_indices()
        .filter_map(|e| graph.edge_endpoints(e).map(|(a, b)| json!({"from": graph[a].id, "to": graph[b].id, "type": graph[e].sort, "label": graph[e].label})))
        .collect();
    json!({"version": 1, "nodes": nodes, "edges": edges})
}
