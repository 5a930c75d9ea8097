//! Generated from `scheme-src/machine/layout.scm` by `cargo xtask codegen`. Do not edit.
//!
//! Constants of the layout, and the tables of shapes that collector, heap checker and loader interpret.

use crate::shape::{Kind, Register, Typed};

/// Hash of the table's written form: `string-hash-code`.
pub const LAYOUT_HASH: u64 = 0xc9f2071;
/// Bytes of a word.
pub const WORD_BYTES: u64 = 8;
/// Bits of the primary tag.
pub const TAG_BITS: u64 = 3;
/// Primary tag: fixnum.
pub const FIXNUM_TAG: u64 = 0;
/// Primary tag: pair.
pub const PAIR_TAG: u64 = 1;
/// Primary tag: flonum.
pub const FLONUM_TAG: u64 = 2;
/// Primary tag: procedure.
pub const PROCEDURE_TAG: u64 = 3;
/// Primary tag: object.
pub const OBJECT_TAG: u64 = 4;
/// Primary tag: immediate.
pub const IMMEDIATE_TAG: u64 = 6;
/// Primary tag: header.
pub const HEADER_TAG: u64 = 7;
/// Kind of immediate: singleton.
pub const SINGLETON_KIND: u64 = 0;
/// Kind of immediate: character.
pub const CHARACTER_KIND: u64 = 1;
/// The singleton false, as a value.
pub const FALSE_VALUE: u64 = 0x6;
/// The singleton true, as a value.
pub const TRUE_VALUE: u64 = 0x106;
/// The singleton null, as a value.
pub const NULL_VALUE: u64 = 0x206;
/// The singleton unspecified, as a value.
pub const UNSPECIFIED_VALUE: u64 = 0x306;
/// The singleton eof, as a value.
pub const EOF_VALUE: u64 = 0x406;
/// The singleton default, as a value.
pub const DEFAULT_VALUE: u64 = 0x506;
/// The singleton unassigned, as a value.
pub const UNASSIGNED_VALUE: u64 = 0x606;
/// The singleton deleted, as a value.
pub const DELETED_VALUE: u64 = 0x706;
/// Type of a typed header: vector.
pub const VECTOR_TYPE: u64 = 0;
/// Type of a typed header: bytes.
pub const BYTES_TYPE: u64 = 1;
/// Type of a typed header: string-buffer-1.
pub const STRING_BUFFER_1_TYPE: u64 = 2;
/// Type of a typed header: string-buffer-2.
pub const STRING_BUFFER_2_TYPE: u64 = 3;
/// Type of a typed header: string-buffer-4.
pub const STRING_BUFFER_4_TYPE: u64 = 4;
/// Type of a typed header: bignum-positive.
pub const BIGNUM_POSITIVE_TYPE: u64 = 5;
/// Type of a typed header: bignum-negative.
pub const BIGNUM_NEGATIVE_TYPE: u64 = 6;
/// Type of a typed header: flonum.
pub const FLONUM_TYPE: u64 = 7;
/// Type of a typed header: code.
pub const CODE_TYPE: u64 = 8;
/// Type of a typed header: cell.
pub const CELL_TYPE: u64 = 9;
/// Type of a typed header: weak-pair.
pub const WEAK_PAIR_TYPE: u64 = 10;
/// Type of a typed header: stack-part.
pub const STACK_PART_TYPE: u64 = 11;
/// Type of a typed header: filler.
pub const FILLER_TYPE: u64 = 12;
/// Typed headers by type: unit bytes of the length and the kind of the contents.
pub const TYPED: [Typed; 13] = [
    Typed { unit: 8, kind: Kind::Value },
    Typed { unit: 1, kind: Kind::Raw },
    Typed { unit: 1, kind: Kind::Raw },
    Typed { unit: 2, kind: Kind::Raw },
    Typed { unit: 4, kind: Kind::Raw },
    Typed { unit: 4, kind: Kind::Raw },
    Typed { unit: 4, kind: Kind::Raw },
    Typed { unit: 8, kind: Kind::Raw },
    Typed { unit: 1, kind: Kind::Code },
    Typed { unit: 8, kind: Kind::Value },
    Typed { unit: 8, kind: Kind::Weak },
    Typed { unit: 8, kind: Kind::Frames },
    Typed { unit: 8, kind: Kind::Raw },
];
/// Row of the record descriptor; `uid` of its descriptor.
pub const DESCRIPTOR_RECORD: u64 = 0;
/// Word of slot name of a descriptor (value).
pub const DESCRIPTOR_NAME: u64 = 1;
/// Word of slot size of a descriptor (value).
pub const DESCRIPTOR_SIZE: u64 = 2;
/// Word of slot raw-mask of a descriptor (value).
pub const DESCRIPTOR_RAW_MASK: u64 = 3;
/// Word of slot fields of a descriptor (value).
pub const DESCRIPTOR_FIELDS: u64 = 4;
/// Word of slot parent of a descriptor (value).
pub const DESCRIPTOR_PARENT: u64 = 5;
/// Word of slot uid of a descriptor (value).
pub const DESCRIPTOR_UID: u64 = 6;
/// Row of the record string; `uid` of its descriptor.
pub const STRING_RECORD: u64 = 1;
/// Word of slot buffer of a string (value).
pub const STRING_BUFFER: u64 = 1;
/// Row of the record symbol; `uid` of its descriptor.
pub const SYMBOL_RECORD: u64 = 2;
/// Word of slot name of a symbol (value).
pub const SYMBOL_NAME: u64 = 1;
/// Word of slot hash of a symbol (value).
pub const SYMBOL_HASH: u64 = 2;
/// Row of the record ratnum; `uid` of its descriptor.
pub const RATNUM_RECORD: u64 = 3;
/// Word of slot numerator of a ratnum (value).
pub const RATNUM_NUMERATOR: u64 = 1;
/// Word of slot denominator of a ratnum (value).
pub const RATNUM_DENOMINATOR: u64 = 2;
/// Row of the record compnum; `uid` of its descriptor.
pub const COMPNUM_RECORD: u64 = 4;
/// Word of slot real of a compnum (value).
pub const COMPNUM_REAL: u64 = 1;
/// Word of slot imaginary of a compnum (value).
pub const COMPNUM_IMAGINARY: u64 = 2;
/// Row of the record continuation; `uid` of its descriptor.
pub const CONTINUATION_RECORD: u64 = 5;
/// Word of slot stack-low of a continuation (raw).
pub const CONTINUATION_STACK_LOW: u64 = 1;
/// Word of slot stack-words of a continuation (raw).
pub const CONTINUATION_STACK_WORDS: u64 = 2;
/// Word of slot return-address of a continuation (raw).
pub const CONTINUATION_RETURN_ADDRESS: u64 = 3;
/// Word of slot link of a continuation (value).
pub const CONTINUATION_LINK: u64 = 4;
/// Word of slot state of a continuation (value).
pub const CONTINUATION_STATE: u64 = 5;
/// Word of slot part of a continuation (value).
pub const CONTINUATION_PART: u64 = 6;
/// Row of the record promise; `uid` of its descriptor.
pub const PROMISE_RECORD: u64 = 6;
/// Word of slot done of a promise (value).
pub const PROMISE_DONE: u64 = 1;
/// Word of slot content of a promise (value).
pub const PROMISE_CONTENT: u64 = 2;
/// Row of the record condition; `uid` of its descriptor.
pub const CONDITION_RECORD: u64 = 7;
/// Word of slot kind of a condition (value).
pub const CONDITION_KIND: u64 = 1;
/// Word of slot message of a condition (value).
pub const CONDITION_MESSAGE: u64 = 2;
/// Word of slot irritants of a condition (value).
pub const CONDITION_IRRITANTS: u64 = 3;
/// Word of slot position of a condition (value).
pub const CONDITION_POSITION: u64 = 4;
/// Word of slot trace of a condition (value).
pub const CONDITION_TRACE: u64 = 5;
/// Row of the record values; `uid` of its descriptor.
pub const VALUES_RECORD: u64 = 8;
/// Word of slot list of a values (value).
pub const VALUES_LIST: u64 = 1;
/// Word of a code object: header.
pub const CODE_HEADER: u64 = 0;
/// Word of a code object: entry.
pub const CODE_ENTRY: u64 = 1;
/// Word of a code object: name.
pub const CODE_NAME: u64 = 2;
/// Word of a code object: info.
pub const CODE_INFO: u64 = 3;
/// Word of a code object: instructions.
pub const CODE_INSTRUCTIONS: u64 = 4;
/// Word of a code object: literals.
pub const CODE_LITERALS: u64 = 5;
/// Word of a code object: captured.
pub const CODE_CAPTURED: u64 = 6;
/// Word of a code object: size.
pub const CODE_SIZE: u64 = 7;
/// Byte of a return record: frame-words.
pub const RETURN_FRAME_WORDS: u64 = 0;
/// Byte of a return record: register-mask.
pub const RETURN_REGISTER_MASK: u64 = 4;
/// Byte of a return record: values-entry.
pub const RETURN_VALUES_ENTRY: u64 = 8;
/// Byte of a return record: code-start.
pub const RETURN_CODE_START: u64 = 12;
/// Byte of a return record: position.
pub const RETURN_POSITION: u64 = 16;
/// Byte of a return record: live.
pub const RETURN_LIVE: u64 = 24;
/// Machine register number: count-register.
pub const COUNT_REGISTER: u64 = 1;
/// Machine register number: procedure-register.
pub const PROCEDURE_REGISTER: u64 = 6;
/// Machine register number: register-file-register.
pub const REGISTER_FILE_REGISTER: u64 = 5;
/// Machine register number: allocation-register.
pub const ALLOCATION_REGISTER: u64 = 15;
/// Machine register number: stack-register.
pub const STACK_REGISTER: u64 = 4;
/// Word of the register file: allocation-limit (raw, 1).
pub const REGISTER_ALLOCATION_LIMIT: u64 = 0;
/// Word of the register file: stack-limit (raw, 1).
pub const REGISTER_STACK_LIMIT: u64 = 1;
/// Word of the register file: stack-base (raw, 1).
pub const REGISTER_STACK_BASE: u64 = 2;
/// Word of the register file: stack-true-limit (raw, 1).
pub const REGISTER_STACK_TRUE_LIMIT: u64 = 3;
/// Word of the register file: stack-top (raw, 1).
pub const REGISTER_STACK_TOP: u64 = 4;
/// Word of the register file: kernel-entry (raw, 1).
pub const REGISTER_KERNEL_ENTRY: u64 = 5;
/// Word of the register file: kernel-stack (raw, 1).
pub const REGISTER_KERNEL_STACK: u64 = 6;
/// Word of the register file: scheme-stack (raw, 1).
pub const REGISTER_SCHEME_STACK: u64 = 7;
/// Word of the register file: scheme-allocation (raw, 1).
pub const REGISTER_SCHEME_ALLOCATION: u64 = 8;
/// Word of the register file: kernel-operation (raw, 1).
pub const REGISTER_KERNEL_OPERATION: u64 = 9;
/// Word of the register file: kernel-arguments (raw, 4).
pub const REGISTER_KERNEL_ARGUMENTS: u64 = 10;
/// Word of the register file: interrupt (raw, 1).
pub const REGISTER_INTERRUPT: u64 = 14;
/// Word of the register file: collections (raw, 1).
pub const REGISTER_COLLECTIONS: u64 = 15;
/// Word of the register file: saved-registers (registers, 16).
pub const REGISTER_SAVED_REGISTERS: u64 = 16;
/// Word of the register file: saved-doubles (raw, 16).
pub const REGISTER_SAVED_DOUBLES: u64 = 32;
/// Word of the register file: process (raw, 4).
pub const REGISTER_PROCESS: u64 = 48;
/// Word of the register file: image (raw, 4).
pub const REGISTER_IMAGE: u64 = 52;
/// Word of the register file: heap (raw, 8).
pub const REGISTER_HEAP: u64 = 56;
/// Word of the register file: continuation (value, 1).
pub const REGISTER_CONTINUATION: u64 = 64;
/// Word of the register file: dynamic-state (value, 1).
pub const REGISTER_DYNAMIC_STATE: u64 = 65;
/// Word of the register file: symbol-table (value, 1).
pub const REGISTER_SYMBOL_TABLE: u64 = 66;
/// Word of the register file: file-names (value, 1).
pub const REGISTER_FILE_NAMES: u64 = 67;
/// Word of the register file: libraries (value, 1).
pub const REGISTER_LIBRARIES: u64 = 68;
/// Word of the register file: main (value, 1).
pub const REGISTER_MAIN: u64 = 69;
/// Word of the register file: interrupt-handler (value, 1).
pub const REGISTER_INTERRUPT_HANDLER: u64 = 70;
/// Word of the register file: error-handler (value, 1).
pub const REGISTER_ERROR_HANDLER: u64 = 71;
/// Word of the register file: scheme-registers (value, 24).
pub const REGISTER_SCHEME_REGISTERS: u64 = 72;
/// Word of the register file: operand-registers (value, 128).
pub const REGISTER_OPERAND_REGISTERS: u64 = 96;
/// The register file: first word, kind and count.
pub const REGISTERS: [Register; 28] = [
    Register { index: 0, kind: Kind::Raw, count: 1 },
    Register { index: 1, kind: Kind::Raw, count: 1 },
    Register { index: 2, kind: Kind::Raw, count: 1 },
    Register { index: 3, kind: Kind::Raw, count: 1 },
    Register { index: 4, kind: Kind::Raw, count: 1 },
    Register { index: 5, kind: Kind::Raw, count: 1 },
    Register { index: 6, kind: Kind::Raw, count: 1 },
    Register { index: 7, kind: Kind::Raw, count: 1 },
    Register { index: 8, kind: Kind::Raw, count: 1 },
    Register { index: 9, kind: Kind::Raw, count: 1 },
    Register { index: 10, kind: Kind::Raw, count: 4 },
    Register { index: 14, kind: Kind::Raw, count: 1 },
    Register { index: 15, kind: Kind::Raw, count: 1 },
    Register { index: 16, kind: Kind::Registers, count: 16 },
    Register { index: 32, kind: Kind::Raw, count: 16 },
    Register { index: 48, kind: Kind::Raw, count: 4 },
    Register { index: 52, kind: Kind::Raw, count: 4 },
    Register { index: 56, kind: Kind::Raw, count: 8 },
    Register { index: 64, kind: Kind::Value, count: 1 },
    Register { index: 65, kind: Kind::Value, count: 1 },
    Register { index: 66, kind: Kind::Value, count: 1 },
    Register { index: 67, kind: Kind::Value, count: 1 },
    Register { index: 68, kind: Kind::Value, count: 1 },
    Register { index: 69, kind: Kind::Value, count: 1 },
    Register { index: 70, kind: Kind::Value, count: 1 },
    Register { index: 71, kind: Kind::Value, count: 1 },
    Register { index: 72, kind: Kind::Value, count: 24 },
    Register { index: 96, kind: Kind::Value, count: 128 },
];
/// Kernel call: collect.
pub const CALL_COLLECT: u64 = 0;
/// Kernel call: exit.
pub const CALL_EXIT: u64 = 1;
/// Kernel call: suspend.
pub const CALL_SUSPEND: u64 = 2;
/// Kernel call: install-code.
pub const CALL_INSTALL_CODE: u64 = 3;
/// Kernel call: heap-check.
pub const CALL_HEAP_CHECK: u64 = 4;
/// Kernel call: collect-every.
pub const CALL_COLLECT_EVERY: u64 = 5;
/// Kernel call: fatal.
pub const CALL_FATAL: u64 = 6;
/// Kernel call: signal-setup.
pub const CALL_SIGNAL_SETUP: u64 = 7;
/// Kernel call: stack-check.
pub const CALL_STACK_CHECK: u64 = 8;
/// Image: base.
pub const IMAGE_BASE: u64 = 0x10000000;
/// Image: magic.
pub const IMAGE_MAGIC: u64 = 0xa1a0a4f5553;
/// Image: version.
pub const IMAGE_VERSION: u64 = 0x1;
/// Image: page-bytes.
pub const IMAGE_PAGE_BYTES: u64 = 0x1000;
/// Byte of the image header: magic.
pub const HEADER_MAGIC: u64 = 0;
/// Byte of the image header: version.
pub const HEADER_VERSION: u64 = 8;
/// Byte of the image header: layout-hash.
pub const HEADER_LAYOUT_HASH: u64 = 16;
/// Byte of the image header: checksum.
pub const HEADER_CHECKSUM: u64 = 24;
/// Byte of the image header: base.
pub const HEADER_BASE: u64 = 32;
/// Byte of the image header: data-offset.
pub const HEADER_DATA_OFFSET: u64 = 40;
/// Byte of the image header: data-bytes.
pub const HEADER_DATA_BYTES: u64 = 48;
/// Byte of the image header: code-offset.
pub const HEADER_CODE_OFFSET: u64 = 56;
/// Byte of the image header: code-bytes.
pub const HEADER_CODE_BYTES: u64 = 64;
/// Byte of the image header: relocation-offset.
pub const HEADER_RELOCATION_OFFSET: u64 = 72;
/// Byte of the image header: relocation-bytes.
pub const HEADER_RELOCATION_BYTES: u64 = 80;
/// Byte of the image header: entry.
pub const HEADER_ENTRY: u64 = 88;
/// Byte of the image header: roots.
pub const HEADER_ROOTS: u64 = 96;
/// Byte of the image header: header-checksum.
pub const HEADER_HEADER_CHECKSUM: u64 = 160;
/// Byte of the image header: total-bytes.
pub const HEADER_TOTAL_BYTES: u64 = 168;
/// Byte of the image header: mixed-bytes.
pub const HEADER_MIXED_BYTES: u64 = 176;
/// Byte of the image header: plain-bytes.
pub const HEADER_PLAIN_BYTES: u64 = 184;
