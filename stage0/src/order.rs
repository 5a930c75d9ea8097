//! Ordering of `letrec*`: into plain bindings, groups of procedures that refer to each other, and cells for the rest.
//!
//! Values that refer to no procedure of the group come first (making a procedure has no effect, so they may), then
//! the procedures, which may refer to each other. Whatever may be used before its definition gets a cell.

use crate::ast::*;
use crate::value::UNASSIGNED;
use std::collections::HashSet;

/// `letrec*` of the bindings around the body.
pub fn order_letrec(variables: &mut [VariableInfo], bindings: Vec<(Variable, Node)>, body: Node) -> Node {
    let is_lambda = |variables: &[VariableInfo], v: Variable, n: &Node| matches!(n, Node::Lambda(_)) && !variables[v as usize].assigned;
    let own: HashSet<Variable> = bindings.iter().map(|(v, _)| *v).collect();
    let lambdas: HashSet<Variable> = bindings.iter().filter(|(v, n)| is_lambda(variables, *v, n)).map(|(v, _)| *v).collect();
    let mentions = |n: &Node| {
        let mut found = HashSet::new();
        n.each_mention(&mut |v| {
            if own.contains(&v) {
                found.insert(v);
            }
        });
        found
    };

    // Steps in order: one plain binding, or the procedures that may be made at that point.
    let mut steps: Vec<Vec<(Variable, Node, HashSet<Variable>)>> = Vec::new();
    let mut pending = Vec::new();
    for (v, node) in bindings {
        if lambdas.contains(&v) {
            let found = if own.len() == 1 { HashSet::new() } else { mentions(&node) };
            pending.push((v, node, found));
        } else {
            let found = mentions(&node);
            if found.iter().any(|w| lambdas.contains(w)) && !pending.is_empty() {
                steps.push(std::mem::take(&mut pending));
            }
            steps.push(vec![(v, node, found)]);
        }
    }
    if !pending.is_empty() {
        steps.push(pending);
    }

    // Whoever is mentioned before its step lives in a cell from the beginning.
    let mut ready = HashSet::new();
    let mut early = HashSet::new();
    for step in &steps {
        let group = lambdas.contains(&step[0].0);
        if group {
            ready.extend(step.iter().map(|(v, ..)| *v));
        }
        for (_, _, found) in step {
            early.extend(found.iter().copied().filter(|w| !ready.contains(w)));
        }
        ready.extend(step.iter().map(|(v, ..)| *v));
    }
    for &v in &early {
        variables[v as usize].assigned = true;
    }

    let mut node = body;
    for step in steps.into_iter().rev() {
        let group = lambdas.contains(&step[0].0);
        let mut fixed = Vec::new();
        let mut assignments = Vec::new();
        for (v, n, found) in step {
            if early.contains(&v) || (!group && variables[v as usize].assigned && found.contains(&v)) {
                early.insert(v);
                assignments.push(Node::SetLocal(v, Box::new(n)));
            } else {
                fixed.push((v, n));
            }
        }
        if !assignments.is_empty() {
            assignments.push(node);
            node = Node::Seq(assignments);
        }
        if group {
            node = fix(variables, fixed, node);
        } else if let Some((v, n)) = fixed.pop() {
            node = Node::Let(vec![(v, n)], Box::new(node));
        }
    }
    let cells: Vec<_> = early.iter().copied().collect();
    if cells.is_empty() {
        return node;
    }
    let mut cells: Vec<_> = cells.into_iter().map(|v| (v, Node::Constant(Literal::Static(UNASSIGNED)))).collect();
    cells.sort_by_key(|(v, _)| *v);
    Node::Let(cells, Box::new(node))
}

fn fix(variables: &[VariableInfo], group: Vec<(Variable, Node)>, body: Node) -> Node {
    let mut procedures = Vec::new();
    for (v, n) in group {
        if let Node::Lambda(l) = n {
            procedures.push((v, *l));
        }
    }
    let is_loop = match &procedures[..] {
        [(v, Lambda { clauses, .. })] => match &clauses[..] {
            [Clause { required, rest: None, body: inner }] => {
                let references = variables[*v as usize].references;
                let calls = body.tail_calls(*v, required.len()) + inner.tail_calls(*v, required.len());
                references > 0 && calls == references
            }
            _ => false,
        },
        _ => false,
    };
    Node::Fix(procedures, Box::new(body), is_loop)
}
