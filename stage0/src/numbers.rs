//! Numbers: the slow paths of arithmetic instructions, and the numeric primitives. Integers of any size and flonums;
//! there are no ratios: a division that is not exact is an error.

use crate::bignum::Big;
use crate::datum::{Kind, parse_number};
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

pub fn add(m: &mut Machine, x: Value, y: Value) -> Outcome {
    arithmetic(m, "+", x, y, |a, b| a + b, Big::add)
}

pub fn subtract(m: &mut Machine, x: Value, y: Value) -> Outcome {
    if x == 0 && is_flonum(y) {
        return m.make_real(-to_flo(y));
    }
    arithmetic(m, "-", x, y, |a, b| a - b, Big::sub)
}

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

pub fn quotient(m: &mut Machine, x: Value, y: Value) -> Outcome {
    let (n, d, inexact) = integers("quotient", x, y)?;
    integer_result(m, &n.divide(&d).0, inexact)
}

pub fn remainder(m: &mut Machine, x: Value, y: Value) -> Outcome {
    let (n, d, inexact) = integers("remainder", x, y)?;
    integer_result(m, &n.divide(&d).1, inexact)
}

pub fn modulo(m: &mut Machine, x: Value, y: Value) -> Outcome {
    let (n, d, inexact) = integers("modulo", x, y)?;
    integer_result(m, &n.floor_divide(&d).1, inexact)
}

fn floor_quotient(m: &mut Machine, a: Arguments) -> Outcome {
    if is_fixnum(a[0]) && is_fixnum(a[1]) && to_int(a[1]) > 0 {
        return Ok(fixnum(to_int(a[0]).div_euclid(to_int(a[1]))));
    }
    let (n, d, inexact) = integers("floor-quotient", a[0], a[1])?;
    integer_result(m, &n.floor_divide(&d).0, inexact)
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

#[inline(never)]
pub fn is_equal(x: Value, y: Value) -> Outcome<bool> {
    Ok(compare("=", x, y)? == Some(Ordering::Equal))
}

#[inline(never)]
pub fn is_less(x: Value, y: Value) -> Outcome<bool> {
    Ok(compare("<", x, y)? == Some(Ordering::Less))
}

#[inline(never)]
pub fn is_less_or_equal(x: Value, y: Value) -> Outcome<bool> {
    Ok(matches!(compare("<=", x, y)?, Some(Ordering::Less | Ordering::Equal)))
}

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
    is_object(x, Type::Bignum)
        && is_object(y, Type::Bignum)
        && load(x, 0) == load(y, 0)
        && (1..=length(x)).all(|i| load(x, i) == load(y, i))
        || is_object(x, Type::String) && is_object(y, Type::String) && length(x) == 0 && length(y) == 0
}

fn chain(a: Arguments, test: fn(Value, Value) -> Outcome<bool>) -> Outcome {
    let mut holds = true;
    for i in 0..a.count {
        // A single argument is compared with itself, for its type's sake.
        holds &= test(a[i], a[(i + 1).min(a.count - 1)])? || i + 1 == a.count;
    }
    Ok(boolean(holds))
}

fn fold(m: &mut Machine, a: Arguments, unit: i64, step: fn(&mut Machine, Value, Value) -> Outcome) -> Outcome {
    let mut sum = fixnum(unit);
    for i in 0..a.count {
        sum = step(m, sum, a[i])?;
    }
    Ok(sum)
}

fn minus(m: &mut Machine, a: Arguments) -> Outcome {
    if a.count == 1 {
        return subtract(m, fixnum(0), a[0]);
    }
    let mut sum = a[0];
    for i in 1..a.count {
        sum = subtract(m, sum, a[i])?;
    }
    Ok(sum)
}

fn divide_two(m: &mut Machine, x: Value, y: Value) -> Outcome {
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

fn divide(m: &mut Machine, a: Arguments) -> Outcome {
    if a.count == 1 {
        return divide_two(m, fixnum(1), a[0]);
    }
    let mut result = a[0];
    for i in 1..a.count {
        result = divide_two(m, result, a[i])?;
    }
    Ok(result)
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

fn exact_integer(a: Arguments, i: usize) -> Outcome<Big> {
    match number(a, i)? {
        n if n.is_exact() => Ok(n.to_big().unwrap_or(Big::from_i64(0))),
        _ => wrong(i + 1, "an exact integer", a[i]),
    }
}

fn integer(a: Arguments, i: usize) -> Outcome<Big> {
    match number(a, i)?.to_big() {
        Some(n) => Ok(n),
        None => wrong(i + 1, "an integer", a[i]),
    }
}

fn real(m: &mut Machine, a: Arguments, f: fn(f64) -> f64) -> Outcome {
    let x = number(a, 0)?.to_f64();
    m.make_real(f(x))
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

fn extreme(m: &mut Machine, a: Arguments, wanted: Ordering) -> Outcome {
    let mut best = 0;
    let mut inexact = false;
    for i in 0..a.count {
        inexact |= is_flonum(a[i]);
        let order = compare(if wanted == Ordering::Less { "min" } else { "max" }, a[i], a[best])?;
        if order == Some(wanted) || order.is_none() && is_flonum(a[i]) && to_flo(a[i]).is_nan() {
            best = i;
        }
    }
    if inexact && !is_flonum(a[best]) { m.make_real(number(a, best)?.to_f64()) } else { Ok(a[best]) }
}

fn gcd(m: &mut Machine, a: Arguments) -> Outcome {
    let mut g = Big::from_i64(0);
    for i in 0..a.count {
        let mut x = integer(a, i)?;
        while !x.is_zero() {
            let r = g.divide(&x).1;
            g = std::mem::replace(&mut x, r);
        }
    }
    m.make_integer(&Big::new(false, g.limbs))
}

fn lcm(m: &mut Machine, a: Arguments) -> Outcome {
    let mut l = Big::from_i64(1);
    for i in 0..a.count {
        let x = integer(a, i)?;
        if x.is_zero() {
            return Ok(fixnum(0));
        }
        let (mut p, mut q) = (l.clone(), x.clone());
        while !q.is_zero() {
            let r = p.divide(&q).1;
            p = std::mem::replace(&mut q, r);
        }
        l = l.mul(&x).divide(&p).0;
    }
    m.make_integer(&Big::new(false, l.limbs))
}

fn expt(m: &mut Machine, a: Arguments) -> Outcome {
    let (base, power) = (number(a, 0)?, number(a, 1)?);
    if let (Some(n), true) = (power.to_big().and_then(|b| b.to_i64()), power.is_exact()) {
        if base.is_exact() && n >= 0 {
            let mut square = exact_integer(a, 0)?;
            let mut result = Big::from_i64(1);
            let mut n = n;
            while n > 0 {
                if n & 1 == 1 {
                    result = result.mul(&square);
                }
                n >>= 1;
                if n > 0 {
                    square = square.mul(&square);
                }
            }
            return m.make_integer(&result);
        }
        if base.is_exact() {
            return match exact_integer(a, 0)?.to_i64() {
                Some(1) => Ok(fixnum(1)),
                Some(-1) => Ok(fixnum(if n % 2 == 0 { 1 } else { -1 })),
                _ => message("expt: the power is no integer", &[a[0], a[1]]),
            };
        }
    }
    m.make_real(base.to_f64().powf(power.to_f64()))
}

fn exact_integer_sqrt(m: &mut Machine, a: Arguments) -> Outcome {
    let n = exact_integer(a, 0)?;
    if n.negative {
        return out_of_range(1, a[0]);
    }
    let (root, rest) = n.square_root();
    two_values(m, &root, &rest)
}

fn two_values(m: &mut Machine, x: &Big, y: &Big) -> Outcome {
    let x = m.make_integer(x)?;
    m.heap.temporaries.push(x);
    let y = m.make_integer(y);
    let x = m.heap.temporaries.pop().unwrap_or(0);
    let y = y?;
    m.heap.temporaries.extend([x, y]);
    let reserved = m.reserve(3);
    let y = m.heap.temporaries.pop().unwrap_or(0);
    let x = m.heap.temporaries.pop().unwrap_or(0);
    reserved?;
    let v = m.heap.object(header(Type::Values, 2), 2, TAG_OBJECT);
    store(v, 1, x);
    store(v, 2, y);
    Ok(v)
}

fn floor_pair(m: &mut Machine, a: Arguments) -> Outcome {
    let (n, d, _) = integers("floor/", a[0], a[1])?;
    let (q, r) = n.floor_divide(&d);
    two_values(m, &q, &r)
}

fn truncate_pair(m: &mut Machine, a: Arguments) -> Outcome {
    let (n, d, _) = integers("truncate/", a[0], a[1])?;
    let (q, r) = n.divide(&d);
    two_values(m, &q, &r)
}

fn square_root(m: &mut Machine, a: Arguments) -> Outcome {
    let n = number(a, 0)?;
    if n.is_exact()
        && let Some(b) = n.to_big()
        && !b.negative
    {
        let (root, rest) = b.square_root();
        if rest.is_zero() {
            return m.make_integer(&root);
        }
    }
    m.make_real(n.to_f64().sqrt())
}

fn round_even(x: f64) -> f64 {
    x.round_ties_even()
}

/// A flonum's text: the shortest that reads back.
pub fn real_text(x: f64) -> String {
    if x.is_nan() {
        "+nan.0".to_string()
    } else if x.is_infinite() {
        if x > 0.0 { "+inf.0" } else { "-inf.0" }.to_string()
    } else if x != 0.0 && !(1e-6..1e21).contains(&x.abs()) {
        format!("{x:e}")
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
    match parse_number(&string_text(a[0]), radix) {
        Some(Kind::Integer(n)) => m.make_integer(&n),
        Some(Kind::Real(x)) => m.make_real(x),
        _ => Ok(FALSE),
    }
}

fn parity(a: Arguments) -> Outcome<bool> {
    if is_fixnum(a[0]) {
        return Ok(to_int(a[0]) & 1 == 1);
    }
    let n = integer(a, 0)?;
    Ok(n.limbs.first().is_some_and(|l| l & 1 == 1))
}

fn float_test(a: Arguments, test: fn(f64) -> bool) -> Outcome {
    match number(a, 0)? {
        Number::Real(x) => Ok(boolean(test(x))),
        _ => Ok(boolean(test(0.0))),
    }
}

fn atan(m: &mut Machine, a: Arguments) -> Outcome {
    let y = number(a, 0)?.to_f64();
    let x = if a.count > 1 { Some(number(a, 1)?.to_f64()) } else { None };
    m.make_real(x.map_or(y.atan(), |x| y.atan2(x)))
}

fn log(m: &mut Machine, a: Arguments) -> Outcome {
    let x = number(a, 0)?.to_f64();
    let base = if a.count > 1 { Some(number(a, 1)?.to_f64()) } else { None };
    m.make_real(base.map_or(x.ln(), |b| x.ln() / b.ln()))
}

fn absolute(m: &mut Machine, a: Arguments) -> Outcome {
    match number(a, 0)? {
        Number::Fix(n) if n >= 0 => Ok(a[0]),
        Number::Real(x) => m.make_real(x.abs()),
        n => m.make_integer(&Big::new(false, n.to_big().map_or(Vec::new(), |b| b.limbs))),
    }
}

fn is_integer(v: Value) -> bool {
    is_fixnum(v) || matches!(Number::of(v), Some(n) if n.to_big().is_some())
}

pub const PRIMITIVES: &[Primitive] = &[
    ("+", 0, 255, |m, a| fold(m, a, 0, add)),
    ("*", 0, 255, |m, a| fold(m, a, 1, multiply)),
    ("-", 1, 255, minus),
    ("/", 1, 255, divide),
    ("=", 1, 255, |_, a| chain(a, is_equal)),
    ("<", 1, 255, |_, a| chain(a, is_less)),
    ("<=", 1, 255, |_, a| chain(a, is_less_or_equal)),
    (">", 1, 255, |_, a| chain(a, is_greater)),
    (">=", 1, 255, |_, a| chain(a, |x, y| is_less_or_equal(y, x))),
    ("zero?", 1, 1, |_, a| is_equal(a[0], 0).map(boolean)),
    ("positive?", 1, 1, |_, a| is_less(0, a[0]).map(boolean)),
    ("negative?", 1, 1, |_, a| is_less(a[0], 0).map(boolean)),
    ("odd?", 1, 1, |_, a| parity(a).map(boolean)),
    ("even?", 1, 1, |_, a| parity(a).map(|odd| boolean(!odd))),
    ("quotient", 2, 2, |m, a| quotient(m, a[0], a[1])),
    ("remainder", 2, 2, |m, a| remainder(m, a[0], a[1])),
    ("modulo", 2, 2, |m, a| modulo(m, a[0], a[1])),
    ("truncate-quotient", 2, 2, |m, a| quotient(m, a[0], a[1])),
    ("truncate-remainder", 2, 2, |m, a| remainder(m, a[0], a[1])),
    ("floor-quotient", 2, 2, floor_quotient),
    ("floor-remainder", 2, 2, |m, a| modulo(m, a[0], a[1])),
    ("floor/", 2, 2, floor_pair),
    ("truncate/", 2, 2, truncate_pair),
    ("abs", 1, 1, absolute),
    ("magnitude", 1, 1, absolute),
    ("min", 1, 255, |m, a| extreme(m, a, Ordering::Less)),
    ("max", 1, 255, |m, a| extreme(m, a, Ordering::Greater)),
    ("gcd", 0, 255, gcd),
    ("lcm", 0, 255, lcm),
    ("expt", 2, 2, expt),
    ("exact-integer-sqrt", 1, 1, exact_integer_sqrt),
    ("sqrt", 1, 1, square_root),
    ("square", 1, 1, |m, a| multiply(m, a[0], a[0])),
    ("exact", 1, 1, exact),
    ("inexact->exact", 1, 1, exact),
    ("inexact", 1, 1, |m, a| if is_flonum(a[0]) { Ok(a[0]) } else { real(m, a, |x| x) }),
    ("exact->inexact", 1, 1, |m, a| if is_flonum(a[0]) { Ok(a[0]) } else { real(m, a, |x| x) }),
    ("floor", 1, 1, |m, a| rounding(m, a, f64::floor)),
    ("ceiling", 1, 1, |m, a| rounding(m, a, f64::ceil)),
    ("truncate", 1, 1, |m, a| rounding(m, a, f64::trunc)),
    ("round", 1, 1, |m, a| rounding(m, a, round_even)),
    ("exp", 1, 1, |m, a| real(m, a, f64::exp)),
    ("log", 1, 2, log),
    ("sin", 1, 1, |m, a| real(m, a, f64::sin)),
    ("cos", 1, 1, |m, a| real(m, a, f64::cos)),
    ("tan", 1, 1, |m, a| real(m, a, f64::tan)),
    ("asin", 1, 1, |m, a| real(m, a, f64::asin)),
    ("acos", 1, 1, |m, a| real(m, a, f64::acos)),
    ("atan", 1, 2, atan),
    ("nan?", 1, 1, |_, a| float_test(a, f64::is_nan)),
    ("finite?", 1, 1, |_, a| float_test(a, f64::is_finite)),
    ("infinite?", 1, 1, |_, a| float_test(a, f64::is_infinite)),
    ("number->string", 1, 2, number_to_string),
    ("string->number", 1, 2, string_to_number),
    ("complex?", 1, 1, |_, a| Ok(boolean(Number::of(a[0]).is_some()))),
    ("real?", 1, 1, |_, a| Ok(boolean(Number::of(a[0]).is_some()))),
    ("rational?", 1, 1, |_, a| Ok(boolean(matches!(Number::of(a[0]), Some(n) if n.to_f64().is_finite() || n.is_exact())))),
    ("integer?", 1, 1, |_, a| Ok(boolean(is_integer(a[0])))),
    ("exact?", 1, 1, |_, a| number(a, 0).map(|n| boolean(n.is_exact()))),
    ("inexact?", 1, 1, |_, a| number(a, 0).map(|n| boolean(!n.is_exact()))),
    ("exact-rational?", 1, 1, |_, a| Ok(boolean(matches!(Number::of(a[0]), Some(n) if n.is_exact())))),
    ("numerator", 1, 1, |_, a| Ok(a[0])),
    ("denominator", 1, 1, |_, _| Ok(fixnum(1))),
];
