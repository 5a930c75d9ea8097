//! Integers of any size: sign and magnitude, 64-bit limbs, least first, no leading zeros. Schoolbook algorithms.

use std::cmp::Ordering;

/// An integer. Zero is never negative and has no limbs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Big {
    /// Is it below zero?
    pub negative: bool,
    /// The magnitude, least significant 64 bits first, the last of them not zero.
    pub limbs: Vec<u64>,
}

impl Big {
    /// The integer of a machine word.
    pub fn from_i64(n: i64) -> Big {
        Big::new(n < 0, vec![n.unsigned_abs()])
    }

    /// Normalizes: strips leading zeros and the sign of zero.
    pub fn new(negative: bool, mut limbs: Vec<u64>) -> Big {
        while limbs.last() == Some(&0) {
            limbs.pop();
        }
        Big { negative: negative && !limbs.is_empty(), limbs }
    }

    /// Is it zero?
    pub fn is_zero(&self) -> bool {
        self.limbs.is_empty()
    }

    /// As an `i64`, when it fits.
    pub fn to_i64(&self) -> Option<i64> {
        match self.limbs[..] {
            [] => Some(0),
            [n] if self.negative && n <= 1 << 63 => Some((n as i64).wrapping_neg()),
            [n] if !self.negative && n < 1 << 63 => Some(n as i64),
            _ => None,
        }
    }

    /// The negation.
    pub fn neg(&self) -> Big {
        Big::new(!self.negative, self.limbs.clone())
    }

    /// The sum; linear in the limbs.
    pub fn add(&self, other: &Big) -> Big {
        if self.negative == other.negative {
            return Big::new(self.negative, add_limbs(&self.limbs, &other.limbs));
        }
        match compare_limbs(&self.limbs, &other.limbs) {
            Ordering::Less => Big::new(other.negative, subtract_limbs(&other.limbs, &self.limbs)),
            _ => Big::new(self.negative, subtract_limbs(&self.limbs, &other.limbs)),
        }
    }

    /// The difference; linear in the limbs.
    pub fn sub(&self, other: &Big) -> Big {
        self.add(&other.neg())
    }

    /// The product; the number of limbs of one times that of the other.
    pub fn mul(&self, other: &Big) -> Big {
        Big::new(self.negative != other.negative, multiply_limbs(&self.limbs, &other.limbs))
    }

    /// Quotient towards zero and remainder; the divisor is not zero.
    pub fn divide(&self, other: &Big) -> (Big, Big) {
        let (q, r) = divide_limbs(&self.limbs, &other.limbs);
        (Big::new(self.negative != other.negative, q), Big::new(self.negative, r))
    }

    /// Quotient towards minus infinity and its remainder.
    pub fn floor_divide(&self, other: &Big) -> (Big, Big) {
        let (q, r) = self.divide(other);
        if !r.is_zero() && r.negative != other.negative { (q.sub(&Big::from_i64(1)), r.add(other)) } else { (q, r) }
    }

    /// Order by value.
    pub fn compare(&self, other: &Big) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => compare_limbs(&self.limbs, &other.limbs),
            (true, true) => compare_limbs(&other.limbs, &self.limbs),
        }
    }

    /// Bits of the magnitude without leading zeros.
    pub fn bit_length(&self) -> usize {
        match self.limbs.last() {
            None => 0,
            Some(top) => 64 * self.limbs.len() - top.leading_zeros() as usize,
        }
    }

    /// Times two to the power of `bits`.
    pub fn shift_left(&self, bits: usize) -> Big {
        let mut limbs = vec![0; bits / 64];
        let (s, mut carry) = (bits % 64, 0);
        for &l in &self.limbs {
            limbs.push(l << s | carry);
            carry = if s == 0 { 0 } else { l >> (64 - s) };
        }
        limbs.push(carry);
        Big::new(self.negative, limbs)
    }

    /// Magnitude shifted right; bits fall off.
    pub fn shift_right(&self, bits: usize) -> Big {
        let (w, s) = (bits / 64, bits % 64);
        let mut limbs = Vec::new();
        for i in w..self.limbs.len() {
            let high = self.limbs.get(i + 1).copied().unwrap_or(0);
            limbs.push(self.limbs[i] >> s | if s == 0 { 0 } else { high << (64 - s) });
        }
        Big::new(self.negative, limbs)
    }

    fn bit(&self, i: usize) -> bool {
        self.limbs.get(i / 64).is_some_and(|l| l >> (i % 64) & 1 == 1)
    }

    /// The nearest double, ties to even.
    pub fn to_f64(&self) -> f64 {
        let bits = self.bit_length();
        let magnitude = if bits <= 64 {
            self.limbs.first().copied().unwrap_or(0) as f64
        } else if bits > 1024 {
            f64::INFINITY
        } else {
            // Keep 64 bits with a sticky last one: converting them rounds once.
            let shift = bits - 64;
            let mut top = self.shift_right(shift).limbs[0];
            if (0..shift).any(|i| self.bit(i)) {
                top |= 1;
            }
            top as f64 * 2f64.powi(shift as i32)
        };
        if self.negative { -magnitude } else { magnitude }
    }

    /// The integer that an integral double is.
    pub fn from_f64(x: f64) -> Big {
        let bits = x.abs().to_bits();
        let exponent = (bits >> 52) as i64 - 1075;
        let mantissa = Big::new(x < 0.0, vec![(bits & ((1 << 52) - 1)) | 1 << 52]);
        if exponent >= 0 { mantissa.shift_left(exponent as usize) } else { mantissa.shift_right(-exponent as usize) }
    }

    /// Digits in a radix from 2 to 36, small letters, a sign when negative; quadratic in the limbs.
    pub fn to_text(&self, radix: u32) -> String {
        let mut power = radix as u64;
        let mut digits = 1;
        while let Some(p) = power.checked_mul(radix as u64) {
            power = p;
            digits += 1;
        }
        let mut limbs = self.limbs.clone();
        let mut groups = Vec::new();
        while !limbs.is_empty() {
            let r = divide_small(&mut limbs, power);
            groups.push(r);
        }
        let mut text = String::new();
        for (i, group) in groups.iter().enumerate() {
            let mut n = *group;
            let last = i + 1 == groups.len();
            for _ in 0..digits {
                if last && n == 0 {
                    break;
                }
                text.push(char::from_digit((n % radix as u64) as u32, radix).unwrap_or('?'));
                n /= radix as u64;
            }
        }
        if text.is_empty() {
            text.push('0');
        }
        if self.negative {
            text.push('-');
        }
        text.chars().rev().collect()
    }

    /// Reads digits; `None` when there are none or others.
    pub fn parse(text: &str, radix: u32) -> Option<Big> {
        let (negative, digits) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        if digits.is_empty() {
            return None;
        }
        let mut limbs: Vec<u64> = Vec::new();
        for c in digits.chars() {
            let mut carry = c.to_digit(radix)? as u128;
            for l in &mut limbs {
                carry += *l as u128 * radix as u128;
                *l = carry as u64;
                carry >>= 64;
            }
            if carry > 0 {
                limbs.push(carry as u64);
            }
        }
        Some(Big::new(negative, limbs))
    }
}

fn compare_limbs(a: &[u64], b: &[u64]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

fn add_limbs(a: &[u64], b: &[u64]) -> Vec<u64> {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let mut sum = Vec::with_capacity(long.len() + 1);
    let mut carry = 0u128;
    for (i, &l) in long.iter().enumerate() {
        carry += l as u128 + short.get(i).copied().unwrap_or(0) as u128;
        sum.push(carry as u64);
        carry >>= 64;
    }
    sum.push(carry as u64);
    sum
}

/// `a - b`, where `a >= b`.
fn subtract_limbs(a: &[u64], b: &[u64]) -> Vec<u64> {
    let mut borrow = false;
    a.iter()
        .enumerate()
        .map(|(i, &l)| {
            let (x, first) = l.overflowing_sub(b.get(i).copied().unwrap_or(0));
            let (x, second) = x.overflowing_sub(borrow as u64);
            borrow = first || second;
            x
        })
        .collect()
}

fn multiply_limbs(a: &[u64], b: &[u64]) -> Vec<u64> {
    let mut product = vec![0u64; a.len() + b.len()];
    for (i, &x) in a.iter().enumerate() {
        let mut carry = 0u128;
        for (j, &y) in b.iter().enumerate() {
            carry += x as u128 * y as u128 + product[i + j] as u128;
            product[i + j] = carry as u64;
            carry >>= 64;
        }
        product[i + b.len()] = carry as u64;
    }
    product
}

/// Divides in place, strips leading zeros, returns the remainder.
fn divide_small(limbs: &mut Vec<u64>, divisor: u64) -> u64 {
    let mut r = 0u128;
    for l in limbs.iter_mut().rev() {
        r = r << 64 | *l as u128;
        *l = (r / divisor as u128) as u64;
        r %= divisor as u128;
    }
    while limbs.last() == Some(&0) {
        limbs.pop();
    }
    r as u64
}

/// Knuth's algorithm D.
fn divide_limbs(a: &[u64], b: &[u64]) -> (Vec<u64>, Vec<u64>) {
    if compare_limbs(a, b) == Ordering::Less {
        return (Vec::new(), a.to_vec());
    }
    if b.len() == 1 {
        let mut q = a.to_vec();
        let r = divide_small(&mut q, b[0]);
        return (q, vec![r]);
    }
    let shift = b[b.len() - 1].leading_zeros() as usize;
    let v = Big::new(false, b.to_vec()).shift_left(shift).limbs;
    let mut u = Big::new(false, a.to_vec()).shift_left(shift).limbs;
    u.resize(a.len() + 1, 0);
    let n = v.len();
    let mut q = vec![0u64; u.len() - n];
    for j in (0..q.len()).rev() {
        let top = (u[j + n] as u128) << 64 | u[j + n - 1] as u128;
        let mut guess = top / v[n - 1] as u128;
        let mut rest = top % v[n - 1] as u128;
        while guess >> 64 != 0 || guess * v[n - 2] as u128 > (rest << 64 | u[j + n - 2] as u128) {
            guess -= 1;
            rest += v[n - 1] as u128;
            if rest >> 64 != 0 {
                break;
            }
        }
        let (mut carry, mut borrow) = (0u128, false);
        for i in 0..n {
            carry += guess * v[i] as u128;
            let (x, first) = u[j + i].overflowing_sub(carry as u64);
            let (x, second) = x.overflowing_sub(borrow as u64);
            u[j + i] = x;
            borrow = first || second;
            carry >>= 64;
        }
        let (x, first) = u[j + n].overflowing_sub(carry as u64);
        let (x, second) = x.overflowing_sub(borrow as u64);
        u[j + n] = x;
        if first || second {
            guess -= 1;
            let mut carry = 0u128;
            for i in 0..n {
                carry += u[j + i] as u128 + v[i] as u128;
                u[j + i] = carry as u64;
                carry >>= 64;
            }
            u[j + n] = u[j + n].wrapping_add(carry as u64);
        }
        q[j] = guess as u64;
    }
    let r = Big::new(false, u[..n].to_vec()).shift_right(shift).limbs;
    (q, r)
}
