;;; The layout of values, objects, frames, the register file and the image, written once.
;;;
;;; Read by (machine layout) for the compiler and the image writer, and by `cargo xtask codegen`, which makes stage1's
;;; constants and table of shapes from it. Nothing else knows a tag, a header or an offset.
;;;
;;;   value      xxxxxxxx … xxxxxttt     ttt: primary tag, 111 never
;;;   fixnum     iiiiiiii … iiiii000     61 bits, signed
;;;   immediate  xxxxxxxx … kkkkk110     k: kind of immediate; x: its payload (the code point of a character)
;;;   header     1lllllll … ttttt111     typed header: l length in units of the type, t type
;;;   first word 0aaaaaaa … aaaaa111     address + 7 of a descriptor (record) or a code object (procedure)

(define layout-table
  '((word-bytes 8)
    (tag-bits 3)

    (tags                               ; primary tags
      (fixnum 0)
      (pair 1)
      (flonum 2)
      (procedure 3)
      (object 4)                        ; records, vectors, strings, bytes, bignums, code, …
      (immediate 6)
      (header 7))                       ; 5 is free: with 2 it is kept for self-tagged flonums

    (immediate-kinds                    ; value = payload << 8 | kind << 3 | immediate tag
      (singleton 0)
      (character 1))

    (singletons                         ; payloads
      (false 0)
      (true 1)
      (null 2)
      (unspecified 3)
      (eof 4)
      (default 5)                       ; absent optional argument
      (unassigned 6)                    ; a variable before its definition
      (deleted 7))                      ; an empty or broken slot: hash tables, weak pairs

    ;; Typed headers. header = 1<<63 | length << 8 | type << 3 | 7.
    ;; name, type, unit bytes of the length, kind of the contents.
    (typed-headers
      (vector 0 8 value)
      (bytes 1 1 raw)
      (string-buffer-1 2 1 raw)         ; units of 1 byte
      (string-buffer-2 3 2 raw)
      (string-buffer-4 4 4 raw)
      (bignum-positive 5 8 raw)         ; magnitude, 64-bit limbs, least significant first, no leading zero limb
      (bignum-negative 6 8 raw)
      (flonum 7 8 raw)                  ; length 1: the double
      (code 8 1 code)                   ; length: bytes after the header; see code-object
      (cell 9 8 value)                  ; length 1: a global or assigned variable's box
      (weak-pair 10 8 weak)             ; length 2: car weak, cdr strong
      (stack-part 11 8 frames)          ; a continuation's frames moved into the heap
      (filler 12 8 raw))                ; nothing: padding

    ;; Records: first word descriptor address + 7, then slots. A descriptor is itself a record of `descriptor`.
    ;; name, then slots with kinds: value, raw (one untraced word), code-address.
    (records
      (descriptor (name value) (size value) (raw-mask value) (fields value) (parent value) (uid value))
                                        ; size: fixnum count of slots after the first word; raw-mask: fixnum, bit i: slot i is raw
      (string (buffer value))
      (symbol (name value) (hash value))
      (ratnum (numerator value) (denominator value))
      (compnum (real value) (imaginary value))
      (continuation (stack-low raw) (stack-words raw) (return-address raw) (link value) (state value) (part value))
      (promise (done value) (content value))
      (condition (kind value) (message value) (irritants value) (position value) (trace value))
      (values (list value)))

    ;; A procedure: code object address + 7, then its free values. Its code object says how many.
    (procedure-first-free 1)            ; word index of the first free value

    (code-object                        ; word indices
      (header 0)
      (entry 1)                         ; address where an unknown call enters
      (name 2)                          ; value
      (info 3)                          ; value: vector #(arity-list captured-count debug-information position)
      (instructions 4)                  ; u32 offset from object start, u32 bytes
      (literals 5)                      ; u32 offset from object start, u32 words
      (captured 6)                      ; u32 free values in a closure of this code, u32 zero
      (size 7))

    (return-record                      ; byte offsets
      (frame-words 0)                   ; u32
      (register-mask 4)                 ; u32, bit n: machine register n holds a value
      (values-entry 8)                  ; i32 from the return address; 0: exactly one value; 1: any number, ignored
      (code-start 12)                   ; i32 from the return address, negative
      (position 16)                     ; u64
      (live 24))                        ; u32 words, bit k: slot k holds a value

    (argument-registers 0 2 3 7 8 9)    ; machine register numbers: rax rdx rbx rdi r8 r9
    (count-register 1)                  ; rcx
    (procedure-register 6)              ; rsi
    (register-file-register 5)          ; rbp
    (allocation-register 15)
    (stack-register 4)
    (scratch-register 11)

    ;; The card table, behind the register file: a byte for each card, 1 when a value was stored there since the last collection.
    ;; Index: the address modulo 2^address-bits, divided by 2^bits.
    (card-bits 9)
    (card-address-bits 32)
    (card-table 2048)                   ; bytes from RBP

    ;; The register file: 256 words at RBP. name, index, kind, count.
    (register-file
      (allocation-limit 0 raw 1)
      (stack-limit 1 raw 1)             ; compared with RSP; the highest address when an interrupt is pending
      (stack-base 2 raw 1)              ; where the return address of `underflow` (or `exit`) lies
      (stack-true-limit 3 raw 1)
      (stack-top 4 raw 1)               ; highest address of the region
      (kernel-entry 5 raw 1)            ; address of the kernel's dispatcher, C calling convention: (register file) -> nothing
      (kernel-stack 6 raw 1)            ; RSP for the kernel
      (scheme-stack 7 raw 1)            ; RSP of Scheme while the kernel runs
      (scheme-allocation 8 raw 1)       ; R15 while the kernel runs
      (kernel-operation 9 raw 1)        ; number of the kernel call
      (kernel-arguments 10 raw 4)       ; raw arguments and results of kernel calls
      (interrupt 14 raw 1)              ; pending signal number, 0 none
      (collections 15 raw 1)            ; count of collections so far, tagged as a fixnum
      (saved-registers 16 registers 16) ; machine registers while the kernel runs
      (saved-doubles 32 raw 16)         ; xmm registers while the kernel runs
      (process 48 raw 4)                ; argc, argv, envp, auxv
      (image 52 raw 4)                  ; base, end, code base, code end
      (major-collections 56 raw 1)      ; count of those that move old objects, tagged as a fixnum
      (stack-floor 57 raw 1)            ; no frame may go below
      (stack-arguments 58 raw 1)        ; so many frames at the top are arguments, which a stub wants to find where they were
      (heap 59 raw 5)                   ; kernel's own
      (continuation 64 value 1)         ; the continuation object below stack-base, or #f at the bottom
      (dynamic-state 65 value 1)        ; winders, handlers and parameters: owned by (runtime control)
      (symbol-table 66 value 1)         ; vector of lists of symbols, length a power of two; bucket = hash mod length
      (file-names 67 value 1)           ; vector of strings by file index of positions
      (libraries 68 value 1)            ; what the image knows of libraries, or #f
      (main 69 value 1)                 ; the procedure that starts the program
      (interrupt-handler 70 value 1)    ; procedure of one argument, called by stack-or-interrupt: the signal number, or #f for a full stack
      (error-handler 71 value 1)        ; procedure (kind argument …) for what the stubs find wrong
      (scheme-registers 72 value 24)    ; for the runtime, by name in (runtime registers)
      (operand-registers 96 value 128)) ; arguments and values beyond the machine's, for stubs

    ;; Kernel calls, by number: operation, name. Arguments and results in kernel-arguments.
    (kernel-calls
      (collect 0)                       ; a0: bytes wanted -> a0: 0, or 1: memory is exhausted, a small reserve is open
      (exit 1)                          ; a0: code
      (suspend 2)                       ; a0: path bytes object (zero terminated) -> a0: 0 or error number
      (install-code 3)                  ; a0: bytes object with code chunks -> a0: address
      (heap-check 4)                    ; -> a0: number of faults found
      (collect-every 5)                 ; a0: n, 0 off: collect at every nth allocation slow path, with small nursery
      (fatal 6)                         ; a0: string of bytes: message, exit 70
      (signal-setup 7)                  ; a0: 1 interrupts come to Scheme, 0 default action
      (stack-check 8))                  ; RSP below stack-limit -> a0: -1 go on, 0 the stack is full, else the pending signal

    ;; The image file. Header of 4096 bytes; all numbers little-endian u64 unless said.
    (image
      (base #x10000000)                 ; linked address
      (magic #x0a1a0a4f5553)            ; "SUO\n\x1a\n"
      (version 1)
      (page-bytes 4096))
    (image-header                       ; byte offsets
      (magic 0)
      (version 8)
      (layout-hash 16)                  ; string-hash-code (base string-hash) of this table as `write` shows it
      (checksum 24)                     ; of everything after the header, see (compiler image checksum)
      (base 32)
      (data-offset 40)                  ; objects, read and write
      (data-bytes 48)
      (code-offset 56)                  ; code objects, read and execute
      (code-bytes 64)
      (relocation-offset 72)            ; for another base: u32 offsets of absolute fields in instructions, ascending;
      (relocation-bytes 80)             ; bit 31 set: 8 bytes wide. Objects are found by their shapes.
      (entry 88)                        ; address of the start stub
      (roots 96)                        ; u64 values for register-file words 64 to 71
      (header-checksum 160)             ; of the header page, this word taken as zero
      (total-bytes 168)
      (continuation-descriptor 248)     ; the value: the kernel makes continuations too
      (mixed-bytes 176)                 ; first part of the data: cells and objects with raw slots
      (plain-bytes 184)                 ; second part: values and first words only; the rest: raw
      ;; The rest is zero but in an image that `suspend` wrote.
      (heap-offset 192)                 ; the living heap, as it was
      (heap-bytes 200)
      (heap-address 208)                ; where it must stand again
      (heap-values-bytes 240)           ; its first part, objects with values; the rest has none
      (installed-offset 216)            ; installed code
      (installed-bytes 224)
      (installed-address 232)
      (scheme-registers 256)            ; u64 values for those words
      (digest 448))))                   ; in suo's own executable: 32 bytes, SHA-256 of the image file; else zero
