//! Numbers: the slow paths of arithmetic instructions, and the numeric primitives. Integers of any size and flonums;
//! there are no ratios: a division that is not exact is an error.

use crate::bignum::Big;
use crate::machine::*;
use crate::value::*;
use std::cmp::Ordering;

/// A number taken apart.
pub enum Number {
    Fix(i64),
    Big(Big),
    Real(f64),
}

impl Number {
    /// The parts of a value that is a number.
    pub fn of(v: Value) -> Option<Number> {
        if is_fixnum(v) {
            Some(Number::Fix(to_int(v)))
        } else if is_flonum(v) {
            Some(Number::Real(to_flo(v)))
        } else if is_object(v, Type::Bignum) {
            Some(Number::Big(big(v)))
        } else {
            None
        }
    }

    fn to_f64(&self) -> f64 {
        match self {
            Number::Fix(n) => *n as f64,
            Number::Big(b) => b.to_f64(),
            Number::Real(x) => *x,
        }
    }

    fn to_big(&self) -> Option<Big> {
        match self {
            Number::Fix(n) => Some(Big::from_i64(*n)),
            Number::Big(b) => Some(b.clone()),
            Number::Real(x) if x.fract() == 0.0 && x.is_finite() => Some(Big::from_f64(*x)),
            Number::Real(_) => None,
        }
    }

    fn is_exact(&self) -> bool {
        !matches!(self, Number::Real(_))
    }
}

/// A bignum object's value.
fn big(v: Value) -> Big {
    let n = length(v);
    Big { negative: load(v, 0) & FLAG != 0, limbs: (1..=n).map(|i| load(v, i)).collect() }
}

fn operands(name: &str, x: Value, y: Value) -> Outcome<(Number, Number)> {
    match (Number::of(x), Number::of(y)) {
        (Some(a), Some(b)) => Ok((a, b)),
        (None, _) => message(format!("{name}: argument 1 is not a number"), &[x]),
        (_, None) => message(format!("{name}: argument 2 is not a number"), &[y]),
    }
}

fn arithmetic(m: &mut Machine, name: &str, x: Value, y: Value, real: fn(f64, f64) -> f64, exact: fn(&Big, &Big) -> Big) -> Outcome {
    let (a, b) = operands(name, x, y)?;
    if a.is_exact() && b.is_exact() {
        let (Some(a), Some(b)) = (a.to_big(), b.to_big()) else { return message("not exact", &[]) };
        return m.make_integer(&exact(&a, &b));
    }
    m.make_real(real(a.to_f64(), b.to_f64()))
}

/// `(+ x y)`.
pub fn add(m: &mut Machine, x: Value, y: Value) -> Outcome {
    arithmetic(m, "+", x, y, |a, b| a + b, Big::add)
}

/// `(- x y)`; zero minus a flonum is its negation.
pub fn subtract(m: &mut Machine, x: Value, y: Value) -> Outcome {
    if x == 0 && is_flonum(y) {
        return m.make_real(-to_flo(y));
    }
    arithmetic(m, "-", x, y, |a, b| a - b, Big::sub)
}

/// `(* x y)`.
pub fn multiply(m: &mut Machine, x: Value, y: Value) -> Outcome {
    arithmetic(m, "*", x, y, |a, b| a * b, Big::mul)
}

/// Integers of both operands, and whether one of them was a flonum.
fn integers(name: &str, x: Value, y: Value) -> Outcome<(Big, Big, bool)> {
    let (a, b) = operands(name, x, y)?;
    match (a.to_big(), b.to_big()) {
        (None, _) => message(format!("{name}: argument 1 is not an integer"), &[x]),
        (_, None) => message(format!("{name}: argument 2 is not an integer"), &[y]),
        (_, Some(d)) if d.is_zero() => message(format!("{name}: division by zero"), &[x, y]),
        (Some(n), Some(d)) => Ok((n, d, !a.is_exact() || !b.is_exact())),
    }
}

fn integer_result(m: &mut Machine, n: &Big, inexact: bool) -> Outcome {
    if inexact { m.make_real(n.to_f64()) } else { m.make_integer(n) }
}

/// `(quotient x y)`. Errors: no integers, division by zero.
pub fn quotient(m: &mut Machine, x: Value, y: Value) -> Outcome {
    let (n, d, inexact) = integers("quotient", x, y)?;
    integer_result(m, &n.divide(&d).0, inexact)
}

/// `(remainder x y)`. Errors: no integers, division by zero.
pub fn remainder(m: &mut Machine, x: Value, y: Value) -> Outcome {
    let (n, d, inexact) = integers("remainder", x, y)?;
    integer_result(m, &n.divide(&d).1, inexact)
}

/// `(modulo x y)`. Errors: no integers, division by zero.
pub fn modulo(m: &mut Machine, x: Value, y: Value) -> Outcome {
    let (n, d, inexact) = integers("modulo", x, y)?;
    integer_result(m, &n.floor_divide(&d).1, inexact)
}

fn compare(name: &str, x: Value, y: Value) -> Outcome<Option<Ordering>> {
    if is_fixnum(x) && is_fixnum(y) {
        return Ok(Some(to_int(x).cmp(&to_int(y))));
    }
    let (a, b) = operands(name, x, y)?;
    Ok(match (&a, &b) {
        (Number::Real(p), Number::Real(q)) => p.partial_cmp(q),
        (Number::Real(p), _) if !p.is_finite() => p.partial_cmp(&0.0),
        (_, Number::Real(q)) if !q.is_finite() => 0.0.partial_cmp(q),
        (Number::Real(p), _) => {
            let (Some(i), Some(j)) = (Number::Real(p.floor()).to_big(), b.to_big()) else { return Ok(None) };
            Some(i.compare(&j).then(if p.fract() == 0.0 { Ordering::Equal } else { Ordering::Greater }))
        }
        (_, Number::Real(q)) => {
            let (Some(i), Some(j)) = (a.to_big(), Number::Real(q.floor()).to_big()) else { return Ok(None) };
            Some(i.compare(&j).then(if q.fract() == 0.0 { Ordering::Equal } else { Ordering::Less }))
        }
        _ => match (a.to_big(), b.to_big()) {
            (Some(i), Some(j)) => Some(i.compare(&j)),
            _ => None,
        },
    })
}

/// `(= x y)`, exactly.
#[inline(never)]
pub fn is_equal(x: Value, y: Value) -> Outcome<bool> {
    Ok(compare("=", x, y)? == Some(Ordering::Equal))
}

/// `(< x y)`, exactly.
#[inline(never)]
pub fn is_less(x: Value, y: Value) -> Outcome<bool> {
    Ok(compare("<", x, y)? == Some(Ordering::Less))
}

/// `(<= x y)`, exactly.
#[inline(never)]
pub fn is_less_or_equal(x: Value, y: Value) -> Outcome<bool> {
    Ok(matches!(compare("<=", x, y)?, Some(Ordering::Less | Ordering::Equal)))
}

/// `(> x y)`, exactly.
#[inline(never)]
pub fn is_greater(x: Value, y: Value) -> Outcome<bool> {
    Ok(compare(">", x, y)? == Some(Ordering::Greater))
}

/// `eqv?`.
pub fn is_eqv(x: Value, y: Value) -> bool {
    if x == y {
        return true;
    }
    if is_flonum(x) && is_flonum(y) {
        return to_flo(x).to_bits() == to_flo(y).to_bits();
    }
    is_object(x, Type::Bignum) && is_object(y, Type::Bignum) && load(x, 0) == load(y, 0) && (1..=length(x)).all(|i| load(x, i) == load(y, i))
        || is_object(x, Type::String) && is_object(y, Type::String) && length(x) == 0 && length(y) == 0
}

fn divide(m: &mut Machine, x: Value, y: Value) -> Outcome {
    let (a, b) = operands("/", x, y)?;
    if let (true, true, Some(n), Some(d)) = (a.is_exact(), b.is_exact(), a.to_big(), b.to_big()) {
        if d.is_zero() {
            return message("/: division by zero", &[x, y]);
        }
        let (q, r) = n.divide(&d);
        return if r.is_zero() { m.make_integer(&q) } else { message("/: the quotient is no integer", &[x, y]) };
    }
    m.make_real(a.to_f64() / b.to_f64())
}

fn number(a: Arguments, i: usize) -> Outcome<Number> {
    match Number::of(a[i]) {
        Some(n) => Ok(n),
        None => wrong(i + 1, "a number", a[i]),
    }
}

/// An argument that is an exact integer and fits an index.
pub fn index(a: Arguments, i: usize) -> Outcome<usize> {
    if is_fixnum(a[i]) && to_int(a[i]) >= 0 { Ok(to_int(a[i]) as usize) } else { wrong(i + 1, "an index", a[i]) }
}

fn real(m: &mut Machine, a: Arguments, f: fn(f64) -> f64) -> Outcome {
    let x = number(a, 0)?.to_f64();
    m.make_real(f(x))
}

fn real_of_two(m: &mut Machine, a: Arguments, f: fn(f64, f64) -> f64) -> Outcome {
    let (x, y) = (number(a, 0)?.to_f64(), number(a, 1)?.to_f64());
    m.make_real(f(x, y))
}

/// Rounding: exact numbers stay as they are.
fn rounding(m: &mut Machine, a: Arguments, f: fn(f64) -> f64) -> Outcome {
    match number(a, 0)? {
        Number::Real(x) => m.make_real(f(x)),
        _ => Ok(a[0]),
    }
}

fn exact(m: &mut Machine, a: Arguments) -> Outcome {
    match number(a, 0)? {
        Number::Real(x) if x.is_finite() && x.fract() == 0.0 => m.make_integer(&Big::from_f64(x)),
        Number::Real(_) => message("exact: the number is no integer", &[a[0]]),
        _ => Ok(a[0]),
    }
}

/// A flonum's text: the shortest that reads back.
pub fn real_text(x: f64) -> String {
    if x.is_nan() {
        "+nan.0".to_string()
    } else if x.is_infinite() {
        if x > 0.0 { "+inf.0" } else { "-inf.0" }.to_string()
    } else if x != 0.0 && !(1e-6..1e21).contains(&x.abs()) {
        let text = format!("{x:e}");
        if text.contains('.') { text } else { text.replace('e', ".0e") }
    } else {
        let text = format!("{x}");
        if text.contains('.') { text } else { text + ".0" }
    }
}

fn number_to_string(m: &mut Machine, a: Arguments) -> Outcome {
    let radix = if a.count > 1 { index(a, 1)? as u32 } else { 10 };
    if !(2..=36).contains(&radix) {
        return out_of_range(2, a[1]);
    }
    let text = match number(a, 0)? {
        Number::Fix(n) if radix == 10 => n.to_string(),
        Number::Real(x) => real_text(x),
        n => n.to_big().map_or(String::new(), |b| b.to_text(radix)),
    };
    m.make_text(&text)
}

fn string_to_number(m: &mut Machine, a: Arguments) -> Outcome {
    if !is_object(a[0], Type::String) {
        return wrong(1, "a string", a[0]);
    }
    let radix = if a.count > 1 { index(a, 1)? as u32 } else { 10 };
    if !(2..=36).contains(&radix) {
        return out_of_range(2, a[1]);
    }
    parse_number(&string_text(a[0]), radix).map_or(Ok(FALSE), |n| m.make_number(n))
}

/// A number's value, or `None` when the text is no number that stage0 knows (ratios are not).
pub fn parse_number(text: &str, radix: u32) -> Option<Number> {
    let (mut text, mut radix, mut exact) = (text, radix, None);
    while let Some(rest) = text.strip_prefix('#') {
        match rest.chars().next()?.to_ascii_lowercase() {
            'x' => radix = 16,
            'd' => radix = 10,
            'o' => radix = 8,
            'b' => radix = 2,
            'e' => exact = Some(true),
            'i' => exact = Some(false),
            _ => return None,
        }
        text = &rest[1..];
    }
    if let Some(n) = Big::parse(text, radix) {
        return Some(if exact == Some(false) { Number::Real(n.to_f64()) } else { Number::Big(n) });
    }
    let body = text.trim_start_matches(['+', '-']);
    let real = match text {
        "+inf.0" => f64::INFINITY,
        "-inf.0" => f64::NEG_INFINITY,
        "+nan.0" | "-nan.0" => f64::NAN,
        _ if radix != 10 || text.len() - body.len() > 1 => return None,
        _ if !body.trim_start_matches('.').starts_with(|c: char| c.is_ascii_digit()) => return None,
        _ => text.parse().ok()?,
    };
    match exact {
        Some(true) if real.is_finite() && real.fract() == 0.0 => Some(Number::Big(Big::from_f64(real))),
        Some(true) => None,
        _ => Some(Number::Real(real)),
    }
}

/// The primitives on numbers.
pub const PRIMITIVES: &[Primitive] = &[
    ("%/", 2, 2, |m, a| divide(m, a[0], a[1])),
    ("exact", 1, 1, exact),
    ("inexact", 1, 1, |m, a| real(m, a, |x| x)),
    ("floor", 1, 1, |m, a| rounding(m, a, f64::floor)),
    ("ceiling", 1, 1, |m, a| rounding(m, a, f64::ceil)),
    ("truncate", 1, 1, |m, a| rounding(m, a, f64::trunc)),
    ("round", 1, 1, |m, a| rounding(m, a, f64::round_ties_even)),
    ("%sqrt", 1, 1, |m, a| real(m, a, f64::sqrt)),
    ("%expt", 2, 2, |m, a| real_of_two(m, a, f64::powf)),
    ("exp", 1, 1, |m, a| real(m, a, f64::exp)),
    ("%log", 1, 1, |m, a| real(m, a, f64::ln)),
    ("sin", 1, 1, |m, a| real(m, a, f64::sin)),
    ("cos", 1, 1, |m, a| real(m, a, f64::cos)),
    ("tan", 1, 1, |m, a| real(m, a, f64::tan)),
    ("asin", 1, 1, |m, a| real(m, a, f64::asin)),
    ("acos", 1, 1, |m, a| real(m, a, f64::acos)),
    ("%atan", 1, 1, |m, a| real(m, a, f64::atan)),
    ("%atan-of-two", 2, 2, |m, a| real_of_two(m, a, f64::atan2)),
    ("number->string", 1, 2, number_to_string),
    ("string->number", 1, 2, string_to_number),
];
