;;; Emitting Flow: the block under construction, and the idioms that every lowering uses.
;;;
;;; There is one current block; `emit` appends to it, `branch!`, `goto!` and `finish!` end it, `start-block!` begins another. What is
;;; emitted while no block is current is dropped: it cannot be reached. The current source goes into every instruction.
;;;
;;; Checks: (check! condition left right fail) goes on in a fresh block where the condition holds, and otherwise leads to the cold block
;;; that (fail) gives. Failures are procedures without arguments that make their block at the first call, so that the
;;; checks of one argument share one block and constants, which need no check, get none.
(define-library (compiler back lower emit)
  (export begin-emission! current-source with-source! current-context enter-context! named start-block! finish! goto! branch! branch-overflow! fresh-block cold-block
          emit emit! check! check-tag! failure type-failure range-failure index-failure call-hook emit-call set-hooks!
          keep-variables! keep! kept-variables restore-kept-variables!
          join-of no-poll! no-poll?
          fixnum-literal? literal-of-tag? literal-integer fixnum-bits raw-integer integer->value
          fixnum-tag pair-tag flonum-tag procedure-tag object-tag immediate-tag header-tag tag-mask fixnum-shift fixnum-mask word-bytes
          header-word header-type immediate-kind record-slot false-literal true-literal null-literal unspecified)
  (import (scheme base) (machine layout) (base table) (compiler ir closed) (compiler ir core) (compiler ir variable) (compiler ir flow) (compiler ir source)
          (compiler ir operations))
  (begin
    ;;; Numbers of the machine.

    (define word-bytes (layout-value 'word-bytes))
    (define fixnum-tag (layout-number 'tags 'fixnum))
    (define pair-tag (layout-number 'tags 'pair))
    (define flonum-tag (layout-number 'tags 'flonum))
    (define procedure-tag (layout-number 'tags 'procedure))
    (define object-tag (layout-number 'tags 'object))
    (define immediate-tag (layout-number 'tags 'immediate))
    (define header-tag (layout-number 'tags 'header))
    (define fixnum-shift (layout-value 'tag-bits))
    (define tag-mask (- (expt 2 fixnum-shift) 1))
    (define fixnum-mask (- (expt 2 fixnum-shift)))       ; clears the tag
    (define fixnum-limit (expt 2 (- (* 8 word-bytes) fixnum-shift 1)))

    (define (header-type name) (layout-number 'typed-headers name))

    ;; (header-word name length) -> the integer that begins such an object.
    (define (header-word name length)
      (+ (expt 2 63) (* length 256) (* 8 (header-type name)) header-tag))

    (define (immediate-kind name) (layout-number 'immediate-kinds name))

    ;; (record-slot record slot) -> displacement of the slot from the tagged pointer.
    (define (record-slot record slot)
      (let loop ((slots (layout-section-of record)) (index 1))
        (cond ((null? slots) (error "layout: no such slot" record slot))
              ((eq? (caar slots) slot) (- (* word-bytes index) object-tag))
              (else (loop (cdr slots) (+ index 1))))))

    (define (layout-section-of record) (cdr (assq record (layout-section 'records))))

    (define false-literal (make-literal #f))
    (define true-literal (make-literal #t))
    (define null-literal (make-literal '()))
    (define unspecified (make-builtin 'unspecified))

    ;;; The current block.

    (define current-block #f)
    (define instructions '())          ; of the current block, last one first
    (define current-source #f)
    (define no-poll-blocks '())        ; headers of loops that fill an object: no safepoint there

    (define (begin-emission!)
      (if (not (= fixnum-tag 0)) (error "lower: the arithmetic wants fixnum tag 0"))
      (set! current-block #f)
      (set! current-source #f)
      (set! instructions '())
      (set! current-context 0)
      (set! no-poll-blocks '()))

    ;; What is emitted from here on stands at that source, unless it is #f.
    (define (with-source! source)
      (if source (set! current-source (rebase-source source current-context))))

    ;; The context of the label whose clause is being lowered; 0 for the procedure itself. See (compiler ir source).
    (define current-context 0)
    (define (enter-context! context) (set! current-context context))

    ;; (named operand variable source) -> the operand; when it is a temporary without a name, it becomes known as the value
    ;; of the variable, which is bound at that source.
    (define (named operand variable source)
      (if (and (temporary? operand)
               (not (temporary-origin operand))
               (source-described? (variable-source variable)))
          (set-temporary-origin! operand
                                 (make-origin (variable-name variable)
                                              (if source (source-context (rebase-source source current-context)) current-context)
                                              (variable-parameter? variable))))
      operand)

    (define (start-block! block)
      (set! current-block block)
      (set! instructions '()))

    (define (finish! terminator)
      (cond (current-block
             (set-block-instructions! current-block (reverse instructions))
             (set-block-terminator! current-block terminator)))
      (set! current-block #f)
      (set! instructions '()))

    ;; A loop that fills an object must not stop at a safepoint.
    (define (no-poll! block) (set! no-poll-blocks (cons block no-poll-blocks)))
    (define (no-poll? block) (memq block no-poll-blocks))

    (define (fresh-block) (make-block '() #f))

    (define (goto! block . operands) (finish! (make-goto current-source block operands)))

    ;; Constants go to the right; what looks at an object gets it in a temporary.
    (define (branch! condition left right then else)
      (if (temporary? left)
          (finish! (make-branch current-source condition left right then else))
          (let ((swapped (condition-swap condition)))
            (if (and swapped (temporary? right))
                (finish! (make-branch current-source swapped right left then else))
                (let ((left (emit copy (operand-representation left) left)))
                  (finish! (make-branch current-source condition left right then else)))))))

    ;; (branch-overflow! operation left right overflow) -> the result, a value; goes on where there is no overflow.
    (define (branch-overflow! operation left right overflow)
      (let ((result (make-temporary #f 'value))
            (then (fresh-block)))
        (finish! (make-branch-overflow current-source operation left right result then overflow))
        (start-block! then)
        result))

    (define (emit operation representation . operands)
      (let ((result (make-temporary #f representation)))
        (set! instructions (cons (make-instruction result operation operands current-source) instructions))
        result))

    (define (emit! operation . operands)
      (set! instructions (cons (make-instruction #f operation operands current-source) instructions)))

    ;; (cold-block procedure) -> a cold block with what the procedure emits; the current block stays.
    (define (cold-block procedure)
      (let ((block (make-block '() #t))
            (saved-block current-block)
            (saved-instructions instructions))
        (start-block! block)
        (procedure)
        (set! current-block saved-block)
        (set! instructions saved-instructions)
        block))

    ;; (join-of representation procedure) -> temporary. The procedure gets a block of one parameter, to which it leads all that
    ;; it emits; emission goes on there.
    (define (join-of representation procedure)
      (let* ((parameter (make-temporary #f representation))
             (block (make-block (list parameter) #f)))
        (procedure block)
        (start-block! block)
        parameter))

    ;;; Hooks.

    (define hooks (make-symbol-table))

    ;; list: (name . target), a target being a label (static closure, called at its first clause) or a global.
    (define (set-hooks! list)
      (set! hooks (make-symbol-table))
      (for-each (lambda (hook) (symbol-table-set! hooks (car hook) (cdr hook))) list))

    ;;; For people who look at variables: while `keep-variables!` is on, those in scope stay in the frame behind every call, also
    ;;; where nothing needs them. kept: their temporaries, innermost first.

    (define keeping? #f)
    (define (keep-variables! wanted?) (set! keeping? wanted?))

    (define kept '())
    (define (kept-variables) kept)
    (define (restore-kept-variables! temporaries) (set! kept temporaries))

    (define (keep! operand)
      (if (and keeping? (temporary? operand) (temporary-origin operand))
          (set! kept (cons operand kept))))

    (define (emit-kept!)
      (for-each (lambda (temporary) (emit! keep-alive temporary)) kept))

    ;; (call-hook name operand …) -> the hook's result. A program without that part of the run-time system ends with exit code 70.
    (define (call-hook name . operands)
      (let ((hook (symbol-table-ref hooks name #f)))
        (cond ((not hook)
               (emit-call 'kernel-call #f (list (make-literal (layout-number 'kernel-calls 'exit)) (make-literal 70)
                                                (make-literal 0) (make-literal 0))))
              (else
               (let ((result (if (label? hook)
                                 (emit-plain-call (make-code-target hook 0) hook operands)
                                 (emit-plain-call #f (emit load64 'value hook #f 1 (- word-bytes object-tag)) operands))))
                 (if (memq name hooks-without-writes) (set-instruction-data! (car instructions) 'writes-nothing))
                 (emit-kept!)
                 result)))))

    ;; Hooks that write nothing that their caller has seen: what was loaded before is still good after them.
    (define hooks-without-writes
      '(generic+ generic- generic* generic= generic< generic> generic<= generic>= generic-quotient generic-remainder
        generic-modulo generic-zero? generic-positive? generic-negative? eqv-slow make-vector-checked))

    (define (emit-call target closure operands)
      (let ((result (emit-plain-call target closure operands)))
        (emit-kept!)
        result))

    (define (emit-plain-call target closure operands)
      (let ((result (make-temporary #f 'value)))
        (set! instructions
              (cons (make-instruction result call (cons target (cons closure operands)) current-source) instructions))
        result))

    ;;; Checks.

    (define (check! condition left right fail)
      (let ((ok (fresh-block)))
        (branch! condition left right ok (fail))
        (start-block! ok)))

    (define (check-tag! operand tag fail)
      (if (not (literal-of-tag? operand tag))
          (check! 'tag-is operand tag fail)))

    ;; (failure hook operand …) -> a procedure that gives the cold block which calls the hook and does not return.
    (define (failure hook . operands)
      (let ((block #f))
        (lambda ()
          (if (not block)
              (set! block (cold-block (lambda ()
                                        (apply call-hook hook operands)
                                        (finish! (make-unreachable current-source))))))
          block)))

    ;; The argument of that index is of the wrong type, or out of range. name: a symbol, or an operand.
    (define (type-failure name index value) (failure 'type-error (name-operand name) (make-literal index) value))
    (define (range-failure name index value) (failure 'range-error (name-operand name) (make-literal index) value))

    (define (index-failure name index value object)
      (failure 'index-error (name-operand name) (make-literal index) value object))

    (define (name-operand name) (if (symbol? name) (make-literal name) name))

    ;;; Constants.

    (define (fixnum-datum? datum)
      (and (exact-integer? datum) (<= (- fixnum-limit) datum) (< datum fixnum-limit)))

    (define (fixnum-literal? operand)
      (and (literal? operand) (fixnum-datum? (literal-datum operand))))

    (define (literal-integer operand) (literal-datum operand))

    ;; Is the operand a constant of which the tag is known to be that?
    (define (literal-of-tag? operand tag)
      (cond ((literal? operand)
             (let ((datum (literal-datum operand)))
               (cond ((= tag fixnum-tag) (fixnum-datum? datum))
                     ((= tag pair-tag) (pair? datum))
                     ((= tag flonum-tag) (and (number? datum) (inexact? datum) (real? datum)))
                     ((= tag immediate-tag) (or (char? datum) (boolean? datum) (null? datum) (eof-object? datum)))
                     ((= tag object-tag) (or (string? datum) (vector? datum) (bytevector? datum) (symbol? datum)
                                             (static-descriptor? datum)))
                     (else #f))))
            ((label? operand) (= tag procedure-tag))
            ((global? operand) (= tag object-tag))
            (else #f)))

    ;; The operand of a word operation for a fixnum: its bits, as an integer when it is constant.
    (define (fixnum-bits operand)
      (if (fixnum-literal? operand)
          (* (literal-datum operand) (+ tag-mask 1))
          operand))

    ;; The number of a fixnum as a raw word.
    (define (raw-integer operand)
      (if (fixnum-literal? operand)
          (literal-datum operand)
          (emit word-sar 'word operand fixnum-shift)))

    ;; The fixnum of a raw word, whose upper bits fall off.
    (define (integer->value word) (emit word-shl 'value word fixnum-shift))))
