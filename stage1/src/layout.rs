//! Generated from `scheme-src/machine/layout.scm` by `cargo xtask codegen`. Do not edit.
//!
//! Constants of the layout, and the tables of shapes that loader, collector and heap checker interpret.

use crate::shape::{Kind, Register, Typed};

/// `string-hash-code` of the table as it is written.
pub const LAYOUT_HASH: u64 = 0xdc01b7d;
/// word-bytes.
pub const WORD_BYTES: u64 = 0x8;
/// tag-bits.
pub const TAG_BITS: u64 = 0x3;
/// card-bits.
pub const CARD_BITS: u64 = 0x9;
/// card-address-bits.
pub const CARD_ADDRESS_BITS: u64 = 0x20;
/// card-table.
pub const CARD_TABLE: u64 = 0x800;
/// count-register.
pub const COUNT_REGISTER: u64 = 0x1;
/// procedure-register.
pub const PROCEDURE_REGISTER: u64 = 0x6;
/// register-file-register.
pub const REGISTER_FILE_REGISTER: u64 = 0x5;
/// allocation-register.
pub const ALLOCATION_REGISTER: u64 = 0xf;
/// stack-register.
pub const STACK_REGISTER: u64 = 0x4;
/// Primary tag: fixnum.
pub const FIXNUM_TAG: u64 = 0x0;
/// Primary tag: pair.
pub const PAIR_TAG: u64 = 0x1;
/// Primary tag: flonum.
pub const FLONUM_TAG: u64 = 0x2;
/// Primary tag: procedure.
pub const PROCEDURE_TAG: u64 = 0x3;
/// Primary tag: object.
pub const OBJECT_TAG: u64 = 0x4;
/// Primary tag: immediate.
pub const IMMEDIATE_TAG: u64 = 0x6;
/// Primary tag: header.
pub const HEADER_TAG: u64 = 0x7;
/// The singleton false.
pub const FALSE_VALUE: u64 = 0x6;
/// The singleton true.
pub const TRUE_VALUE: u64 = 0x106;
/// The singleton null.
pub const NULL_VALUE: u64 = 0x206;
/// The singleton unspecified.
pub const UNSPECIFIED_VALUE: u64 = 0x306;
/// The singleton eof.
pub const EOF_VALUE: u64 = 0x406;
/// The singleton default.
pub const DEFAULT_VALUE: u64 = 0x506;
/// The singleton unassigned.
pub const UNASSIGNED_VALUE: u64 = 0x606;
/// The singleton deleted.
pub const DELETED_VALUE: u64 = 0x706;
/// Type of a typed header: vector.
pub const VECTOR_TYPE: u64 = 0x0;
/// Type of a typed header: bytes.
pub const BYTES_TYPE: u64 = 0x1;
/// Type of a typed header: string-buffer-1.
pub const STRING_BUFFER_1_TYPE: u64 = 0x2;
/// Type of a typed header: string-buffer-2.
pub const STRING_BUFFER_2_TYPE: u64 = 0x3;
/// Type of a typed header: string-buffer-4.
pub const STRING_BUFFER_4_TYPE: u64 = 0x4;
/// Type of a typed header: bignum-positive.
pub const BIGNUM_POSITIVE_TYPE: u64 = 0x5;
/// Type of a typed header: bignum-negative.
pub const BIGNUM_NEGATIVE_TYPE: u64 = 0x6;
/// Type of a typed header: flonum.
pub const FLONUM_TYPE: u64 = 0x7;
/// Type of a typed header: code.
pub const CODE_TYPE: u64 = 0x8;
/// Type of a typed header: cell.
pub const CELL_TYPE: u64 = 0x9;
/// Type of a typed header: weak-pair.
pub const WEAK_PAIR_TYPE: u64 = 0xa;
/// Type of a typed header: stack-part.
pub const STACK_PART_TYPE: u64 = 0xb;
/// Type of a typed header: filler.
pub const FILLER_TYPE: u64 = 0xc;
/// The typed headers by type: bytes of a unit of the length, kind of the contents.
pub const TYPED: [Typed; 13] = [
    Typed { unit: 8, kind: Kind::Value },
    Typed { unit: 1, kind: Kind::Raw },
    Typed { unit: 1, kind: Kind::Raw },
    Typed { unit: 2, kind: Kind::Raw },
    Typed { unit: 4, kind: Kind::Raw },
    Typed { unit: 8, kind: Kind::Raw },
    Typed { unit: 8, kind: Kind::Raw },
    Typed { unit: 8, kind: Kind::Raw },
    Typed { unit: 1, kind: Kind::Code },
    Typed { unit: 8, kind: Kind::Value },
    Typed { unit: 8, kind: Kind::Weak },
    Typed { unit: 8, kind: Kind::Frames },
    Typed { unit: 8, kind: Kind::Raw },
];
/// Row of the record descriptor: `uid` of its descriptor.
pub const DESCRIPTOR_RECORD: u64 = 0x0;
/// Word of a descriptor: name.
pub const DESCRIPTOR_NAME: u64 = 0x1;
/// Word of a descriptor: size.
pub const DESCRIPTOR_SIZE: u64 = 0x2;
/// Word of a descriptor: raw-mask.
pub const DESCRIPTOR_RAW_MASK: u64 = 0x3;
/// Word of a descriptor: fields.
pub const DESCRIPTOR_FIELDS: u64 = 0x4;
/// Word of a descriptor: parent.
pub const DESCRIPTOR_PARENT: u64 = 0x5;
/// Word of a descriptor: uid.
pub const DESCRIPTOR_UID: u64 = 0x6;
/// Row of the record string: `uid` of its descriptor.
pub const STRING_RECORD: u64 = 0x1;
/// Word of a string: buffer.
pub const STRING_BUFFER: u64 = 0x1;
/// Row of the record symbol: `uid` of its descriptor.
pub const SYMBOL_RECORD: u64 = 0x2;
/// Word of a symbol: name.
pub const SYMBOL_NAME: u64 = 0x1;
/// Word of a symbol: hash.
pub const SYMBOL_HASH: u64 = 0x2;
/// Row of the record ratnum: `uid` of its descriptor.
pub const RATNUM_RECORD: u64 = 0x3;
/// Word of a ratnum: numerator.
pub const RATNUM_NUMERATOR: u64 = 0x1;
/// Word of a ratnum: denominator.
pub const RATNUM_DENOMINATOR: u64 = 0x2;
/// Row of the record compnum: `uid` of its descriptor.
pub const COMPNUM_RECORD: u64 = 0x4;
/// Word of a compnum: real.
pub const COMPNUM_REAL: u64 = 0x1;
/// Word of a compnum: imaginary.
pub const COMPNUM_IMAGINARY: u64 = 0x2;
/// Row of the record continuation: `uid` of its descriptor.
pub const CONTINUATION_RECORD: u64 = 0x5;
/// Word of a continuation: stack-low.
pub const CONTINUATION_STACK_LOW: u64 = 0x1;
/// Word of a continuation: stack-words.
pub const CONTINUATION_STACK_WORDS: u64 = 0x2;
/// Word of a continuation: return-address.
pub const CONTINUATION_RETURN_ADDRESS: u64 = 0x3;
/// Word of a continuation: link.
pub const CONTINUATION_LINK: u64 = 0x4;
/// Word of a continuation: state.
pub const CONTINUATION_STATE: u64 = 0x5;
/// Word of a continuation: part.
pub const CONTINUATION_PART: u64 = 0x6;
/// Row of the record promise: `uid` of its descriptor.
pub const PROMISE_RECORD: u64 = 0x6;
/// Word of a promise: done.
pub const PROMISE_DONE: u64 = 0x1;
/// Word of a promise: content.
pub const PROMISE_CONTENT: u64 = 0x2;
/// Row of the record condition: `uid` of its descriptor.
pub const CONDITION_RECORD: u64 = 0x7;
/// Word of a condition: kind.
pub const CONDITION_KIND: u64 = 0x1;
/// Word of a condition: message.
pub const CONDITION_MESSAGE: u64 = 0x2;
/// Word of a condition: irritants.
pub const CONDITION_IRRITANTS: u64 = 0x3;
/// Word of a condition: position.
pub const CONDITION_POSITION: u64 = 0x4;
/// Word of a condition: trace.
pub const CONDITION_TRACE: u64 = 0x5;
/// Row of the record values: `uid` of its descriptor.
pub const VALUES_RECORD: u64 = 0x8;
/// Word of a values: list.
pub const VALUES_LIST: u64 = 0x1;
/// Word of the register file: allocation-limit.
pub const REGISTER_ALLOCATION_LIMIT: u64 = 0x0;
/// Word of the register file: stack-limit.
pub const REGISTER_STACK_LIMIT: u64 = 0x1;
/// Word of the register file: stack-base.
pub const REGISTER_STACK_BASE: u64 = 0x2;
/// Word of the register file: stack-true-limit.
pub const REGISTER_STACK_TRUE_LIMIT: u64 = 0x3;
/// Word of the register file: stack-top.
pub const REGISTER_STACK_TOP: u64 = 0x4;
/// Word of the register file: kernel-entry.
pub const REGISTER_KERNEL_ENTRY: u64 = 0x5;
/// Word of the register file: kernel-stack.
pub const REGISTER_KERNEL_STACK: u64 = 0x6;
/// Word of the register file: scheme-stack.
pub const REGISTER_SCHEME_STACK: u64 = 0x7;
/// Word of the register file: scheme-allocation.
pub const REGISTER_SCHEME_ALLOCATION: u64 = 0x8;
/// Word of the register file: kernel-operation.
pub const REGISTER_KERNEL_OPERATION: u64 = 0x9;
/// Word of the register file: kernel-arguments.
pub const REGISTER_KERNEL_ARGUMENTS: u64 = 0xa;
/// Word of the register file: interrupt.
pub const REGISTER_INTERRUPT: u64 = 0xe;
/// Word of the register file: collections.
pub const REGISTER_COLLECTIONS: u64 = 0xf;
/// Word of the register file: saved-registers.
pub const REGISTER_SAVED_REGISTERS: u64 = 0x10;
/// Word of the register file: saved-doubles.
pub const REGISTER_SAVED_DOUBLES: u64 = 0x20;
/// Word of the register file: process.
pub const REGISTER_PROCESS: u64 = 0x30;
/// Word of the register file: image.
pub const REGISTER_IMAGE: u64 = 0x34;
/// Word of the register file: major-collections.
pub const REGISTER_MAJOR_COLLECTIONS: u64 = 0x38;
/// Word of the register file: stack-floor.
pub const REGISTER_STACK_FLOOR: u64 = 0x39;
/// Word of the register file: stack-arguments.
pub const REGISTER_STACK_ARGUMENTS: u64 = 0x3a;
/// Word of the register file: heap.
pub const REGISTER_HEAP: u64 = 0x3b;
/// Word of the register file: continuation.
pub const REGISTER_CONTINUATION: u64 = 0x40;
/// Word of the register file: dynamic-state.
pub const REGISTER_DYNAMIC_STATE: u64 = 0x41;
/// Word of the register file: symbol-table.
pub const REGISTER_SYMBOL_TABLE: u64 = 0x42;
/// Word of the register file: file-names.
pub const REGISTER_FILE_NAMES: u64 = 0x43;
/// Word of the register file: libraries.
pub const REGISTER_LIBRARIES: u64 = 0x44;
/// Word of the register file: main.
pub const REGISTER_MAIN: u64 = 0x45;
/// Word of the register file: interrupt-handler.
pub const REGISTER_INTERRUPT_HANDLER: u64 = 0x46;
/// Word of the register file: error-handler.
pub const REGISTER_ERROR_HANDLER: u64 = 0x47;
/// Word of the register file: scheme-registers.
pub const REGISTER_SCHEME_REGISTERS: u64 = 0x48;
/// Word of the register file: operand-registers.
pub const REGISTER_OPERAND_REGISTERS: u64 = 0x60;
/// The register file: first word, kind, count.
pub const REGISTERS: [Register; 31] = [
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
    Register { index: 56, kind: Kind::Raw, count: 1 },
    Register { index: 57, kind: Kind::Raw, count: 1 },
    Register { index: 58, kind: Kind::Raw, count: 1 },
    Register { index: 59, kind: Kind::Raw, count: 5 },
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
/// Word of a code object: header.
pub const CODE_HEADER: u64 = 0x0;
/// Word of a code object: entry.
pub const CODE_ENTRY: u64 = 0x1;
/// Word of a code object: name.
pub const CODE_NAME: u64 = 0x2;
/// Word of a code object: info.
pub const CODE_INFO: u64 = 0x3;
/// Word of a code object: instructions.
pub const CODE_INSTRUCTIONS: u64 = 0x4;
/// Word of a code object: literals.
pub const CODE_LITERALS: u64 = 0x5;
/// Word of a code object: captured.
pub const CODE_CAPTURED: u64 = 0x6;
/// Word of a code object: size.
pub const CODE_SIZE: u64 = 0x7;
/// Byte of a return record: frame-words.
pub const RETURN_FRAME_WORDS: u64 = 0x0;
/// Byte of a return record: register-mask.
pub const RETURN_REGISTER_MASK: u64 = 0x4;
/// Byte of a return record: values-entry.
pub const RETURN_VALUES_ENTRY: u64 = 0x8;
/// Byte of a return record: code-start.
pub const RETURN_CODE_START: u64 = 0xc;
/// Byte of a return record: position.
pub const RETURN_POSITION: u64 = 0x10;
/// Byte of a return record: live.
pub const RETURN_LIVE: u64 = 0x18;
/// Kernel call: collect.
pub const CALL_COLLECT: u64 = 0x0;
/// Kernel call: exit.
pub const CALL_EXIT: u64 = 0x1;
/// Kernel call: suspend.
pub const CALL_SUSPEND: u64 = 0x2;
/// Kernel call: install-code.
pub const CALL_INSTALL_CODE: u64 = 0x3;
/// Kernel call: heap-check.
pub const CALL_HEAP_CHECK: u64 = 0x4;
/// Kernel call: collect-every.
pub const CALL_COLLECT_EVERY: u64 = 0x5;
/// Kernel call: fatal.
pub const CALL_FATAL: u64 = 0x6;
/// Kernel call: signal-setup.
pub const CALL_SIGNAL_SETUP: u64 = 0x7;
/// Kernel call: stack-check.
pub const CALL_STACK_CHECK: u64 = 0x8;
/// Image: base.
pub const IMAGE_BASE: u64 = 0x10000000;
/// Image: magic.
pub const IMAGE_MAGIC: u64 = 0xa1a0a4f5553;
/// Image: version.
pub const IMAGE_VERSION: u64 = 0x1;
/// Image: page-bytes.
pub const IMAGE_PAGE_BYTES: u64 = 0x1000;
/// Byte of the image header: magic.
pub const HEADER_MAGIC: u64 = 0x0;
/// Byte of the image header: version.
pub const HEADER_VERSION: u64 = 0x8;
/// Byte of the image header: layout-hash.
pub const HEADER_LAYOUT_HASH: u64 = 0x10;
/// Byte of the image header: checksum.
pub const HEADER_CHECKSUM: u64 = 0x18;
/// Byte of the image header: base.
pub const HEADER_BASE: u64 = 0x20;
/// Byte of the image header: data-offset.
pub const HEADER_DATA_OFFSET: u64 = 0x28;
/// Byte of the image header: data-bytes.
pub const HEADER_DATA_BYTES: u64 = 0x30;
/// Byte of the image header: code-offset.
pub const HEADER_CODE_OFFSET: u64 = 0x38;
/// Byte of the image header: code-bytes.
pub const HEADER_CODE_BYTES: u64 = 0x40;
/// Byte of the image header: relocation-offset.
pub const HEADER_RELOCATION_OFFSET: u64 = 0x48;
/// Byte of the image header: relocation-bytes.
pub const HEADER_RELOCATION_BYTES: u64 = 0x50;
/// Byte of the image header: entry.
pub const HEADER_ENTRY: u64 = 0x58;
/// Byte of the image header: roots.
pub const HEADER_ROOTS: u64 = 0x60;
/// Byte of the image header: header-checksum.
pub const HEADER_HEADER_CHECKSUM: u64 = 0xa0;
/// Byte of the image header: total-bytes.
pub const HEADER_TOTAL_BYTES: u64 = 0xa8;
/// Byte of the image header: continuation-descriptor.
pub const HEADER_CONTINUATION_DESCRIPTOR: u64 = 0xf8;
/// Byte of the image header: mixed-bytes.
pub const HEADER_MIXED_BYTES: u64 = 0xb0;
/// Byte of the image header: plain-bytes.
pub const HEADER_PLAIN_BYTES: u64 = 0xb8;
/// Byte of the image header: heap-offset.
pub const HEADER_HEAP_OFFSET: u64 = 0xc0;
/// Byte of the image header: heap-bytes.
pub const HEADER_HEAP_BYTES: u64 = 0xc8;
/// Byte of the image header: heap-address.
pub const HEADER_HEAP_ADDRESS: u64 = 0xd0;
/// Byte of the image header: heap-values-bytes.
pub const HEADER_HEAP_VALUES_BYTES: u64 = 0xf0;
/// Byte of the image header: installed-offset.
pub const HEADER_INSTALLED_OFFSET: u64 = 0xd8;
/// Byte of the image header: installed-bytes.
pub const HEADER_INSTALLED_BYTES: u64 = 0xe0;
/// Byte of the image header: installed-address.
pub const HEADER_INSTALLED_ADDRESS: u64 = 0xe8;
/// Byte of the image header: scheme-registers.
pub const HEADER_SCHEME_REGISTERS: u64 = 0x100;
/// Byte of the image header: digest.
pub const HEADER_DIGEST: u64 = 0x1c0;
