//! Quasiquotation: templates as calls of `cons`, `list`, `append` and `list->vector`; what holds no unquote stays a constant.

use super::*;

impl Compiler<'_> {
    pub(super) fn quasiquote(&mut self, d: &Datum, depth: usize) -> Syntax<Node> {
        match &d.kind {
            Kind::List(items, tail) => self.quasi_list(d, items, tail.as_deref(), depth),
            Kind::Vector(items) => {
                if !items.iter().any(has_unquote) {
                    return Ok(Node::Constant(self.literal(d)));
                }
                let list = self.quasi_list(d, items, None, depth)?;
                self.builtin("list->vector", vec![list])
            }
            _ => Ok(Node::Constant(self.literal(d))),
        }
    }

    pub(super) fn quasi_list(&mut self, d: &Datum, items: &[Datum], tail: Option<&Datum>, depth: usize) -> Syntax<Node> {
        let name = |d: &Datum| match d.kind {
            Kind::Symbol(s) => symbol_text(s),
            _ => String::new(),
        };
        if let ([head, inner], None) = (items, tail) {
            let deeper = match name(head).as_str() {
                "unquote" if depth == 1 => return self.expression(inner),
                "unquote" => Some(depth - 1),
                "quasiquote" => Some(depth + 1),
                _ => None,
            };
            if let Some(depth) = deeper {
                let head = Node::Constant(self.literal(head));
                let inner = self.quasiquote(inner, depth)?;
                return self.builtin("list", vec![head, inner]);
            }
        }
        if !items.iter().any(has_unquote) && !tail.is_some_and(has_unquote) {
            let copy = Datum { position: d.position, kind: Kind::List(items.to_vec(), tail.cloned().map(Box::new)) };
            return Ok(Node::Constant(if items.is_empty() { Literal::Static(NIL) } else { self.literal(&copy) }));
        }
        // (a . (unquote b)) reads as (a unquote b).
        let dotted = items.len().checked_sub(2).filter(|&i| i > 0 && name(&items[i]) == "unquote" && tail.is_none());
        let (front, mut node) = match dotted {
            Some(i) => (&items[..i], self.quasi_list(d, &items[i..], None, depth)?),
            None => (
                items,
                match tail {
                    Some(t) => self.quasiquote(t, depth)?,
                    None => constant(NIL),
                },
            ),
        };
        for item in front.iter().rev() {
            node = match &item.kind {
                Kind::List(parts, None) if parts.len() == 2 && name(&parts[0]) == "unquote-splicing" => {
                    if depth == 1 {
                        let spliced = self.expression(&parts[1])?;
                        if matches!(node, Node::Constant(Literal::Static(NIL))) { spliced } else { self.builtin("append", vec![spliced, node])? }
                    } else {
                        let head = Node::Constant(self.literal(&parts[0]));
                        let inner = self.quasiquote(&parts[1], depth - 1)?;
                        let first = self.builtin("list", vec![head, inner])?;
                        self.builtin("cons", vec![first, node])?
                    }
                }
                _ => {
                    let first = self.quasiquote(item, depth)?;
                    self.builtin("cons", vec![first, node])?
                }
            };
        }
        Ok(node)
    }
}

fn has_unquote(d: &Datum) -> bool {
    match &d.kind {
        Kind::Symbol(s) => matches!(symbol_text(*s).as_str(), "unquote" | "unquote-splicing"),
        Kind::List(items, tail) => items.iter().any(has_unquote) || tail.as_deref().is_some_and(has_unquote),
        Kind::Vector(items) => items.iter().any(has_unquote),
        _ => false,
    }
}
