;;; Flow: the language of basic blocks with parameters, in SSA form; what the optimizations on words and the processors see.
;;;
;;;   $flow-procedure  label name source entries blocks captured     one piece of code
;;;   $entry           required rest? block                          one clause: its block's parameters are (closure arg … [rest list])
;;;   $block           parameters instructions terminator cold?
;;;   $instruction     result operation operands source              result: a temporary or #f
;;;
;;; **A temporary** is assigned in exactly one place, which dominates its uses. Its representation is `value` (a tagged value,
;;; traced by the collector), `word` (64 raw bits, never traced: so never a pointer at a moment when a collection may happen)
;;; or `double`.
;;;
;;; **Operands** of instructions and terminators:
;;;
;;;   temporary
;;;   $literal datum      a constant value, of representation `value`
;;;   label               (of Closed) the static closure of that label, a `value`
;;;   global              (of Closed) its cell, tagged as an object, a `value`; its content is loaded and stored like any slot
;;;   $builtin name       the descriptor of a record type named in section `records` of the layout, or the singleton of that name
;;;                       in section `singletons` (unspecified, default, unassigned, deleted), a `value`
;;;   $code-word label    a `word`: address of the label's code object plus 7, the first word of its closures
;;;   exact integer       a raw `word` constant (any 64 bits, as signed or unsigned number), or a literal of the operation
;;;
;;; **Bits**: the word operations take values and words alike, as 64 bits, and their result is what the result temporary says
;;; it is. Whoever declares it a value promises that it is one.
;;;
;;; **Terminators** (each with a source):
;;;
;;;   $return value                                    exactly one value
;;;   $return-values values
;;;   $tail-call target closure operands
;;;   $goto block operands                             the only way to a block with parameters, beside entries and $call-values
;;;   $branch condition left right then else
;;;   $branch-overflow operation left right result then else
;;;                                                    operation: word-add, word-sub or word-mul; `then` without signed overflow;
;;;                                                    result is a temporary, known in `then` and what it dominates
;;;   $call-values target closure operands block required rest?
;;;                                                    the block's parameters get the values, the rest as a list
;;;   $unreachable                                     after a call that does not return
;;;
;;; `then` of $branch-overflow and the block of $call-values have no other predecessor.
;;;
;;; **Targets** of calls: $code-target label clause: that clause's entry, whose rest list is one list operand already;
;;; #f: through the closure, which is known to be a procedure; a symbol: a stub, and then closure is #f.
;;; A call whose result is #f accepts any number of values, otherwise exactly one.
;;;
;;; **Stores of values** into an object after the first safepoint behind its allocation are `store-value`; what fills a fresh
;;; object, and raw words, are `store64`, and what is said to be a fixnum. Where the value is known to be no pointer, passes make `store64` of it.
;;;
;;; **Safepoints** are: call, allocate, allocate-dynamic, box-double, poll, $call-values. An object must be filled between its
;;; allocation and the next safepoint.
(define-library (compiler ir flow)
  (export
   ;; records
   make-flow-procedure flow-procedure? flow-procedure-label flow-procedure-name flow-procedure-source flow-procedure-entries
   flow-procedure-blocks set-flow-procedure-blocks! flow-procedure-captured
   make-entry entry-required entry-rest? entry-block
   make-block block? block-id block-parameters set-block-parameters! block-instructions set-block-instructions!
   block-terminator set-block-terminator! block-cold? set-block-cold! block-predecessors set-block-predecessors!
   block-mark set-block-mark! block-order set-block-order! block-dominator set-block-dominator! block-data set-block-data!
   make-instruction instruction? instruction-result instruction-operation set-instruction-operation!
   instruction-operands set-instruction-operands! instruction-source instruction-data set-instruction-data!
   make-temporary temporary? temporary-id temporary-name temporary-representation temporary-origin set-temporary-origin!
   make-origin origin-name origin-context origin-parameter? origin-number
   temporary-mark set-temporary-mark! temporary-count set-temporary-count! temporary-definition set-temporary-definition!
   temporary-data set-temporary-data!
   reset-flow-counters!
   make-literal literal? literal-datum
   make-builtin builtin? builtin-name
   make-code-word code-word? code-word-label
   make-code-target code-target? code-target-label code-target-clause
   ;; terminators
   make-return return? return-source return-value
   make-return-values return-values? return-values-source return-values-values
   make-tail-call tail-call? tail-call-source tail-call-target tail-call-closure tail-call-operands
   make-goto goto? goto-source goto-block goto-operands
   make-branch branch? branch-source branch-condition branch-left branch-right branch-then branch-else
   make-branch-overflow branch-overflow? branch-overflow-source branch-overflow-operation branch-overflow-left
   branch-overflow-right branch-overflow-result branch-overflow-then branch-overflow-else
   make-call-values call-values? call-values-source call-values-target call-values-closure call-values-operands
   call-values-block call-values-required call-values-rest?
   make-unreachable unreachable?
   terminator-source terminator-successors
   ;; operations and conditions
   operation-name operation-number operation-operands operation-result operation-effect operation-commutative?
   operation-named all-operations operation-safepoint?
   condition-table condition-swap
   ;; properties
   operand-representation)
  (import (scheme base) (scheme write) (compiler ir closed))
  (begin
    ;;; Records.

    (define-record-type flow-procedure
      (new-flow-procedure label name source entries blocks captured data)
      flow-procedure?
      (label flow-procedure-label)
      (name flow-procedure-name)
      (source flow-procedure-source)
      (entries flow-procedure-entries)
      (blocks flow-procedure-blocks set-flow-procedure-blocks!) ; reverse postorder, cold blocks last
      (captured flow-procedure-captured)                        ; free values in a closure of it
      (data flow-procedure-data set-flow-procedure-data!))      ; for the pass at work
    (define (make-flow-procedure label name source entries blocks captured)
      (new-flow-procedure label name source entries blocks captured #f))

    (define-record-type entry
      (make-entry required rest? block)
      entry?
      (required entry-required)
      (rest? entry-rest?)
      (block entry-block set-entry-block!))

    (define-record-type block
      (new-block id parameters instructions terminator cold? predecessors mark order dominator data)
      block?
      (id block-id)
      (parameters block-parameters set-block-parameters!)
      (instructions block-instructions set-block-instructions!)
      (terminator block-terminator set-block-terminator!)
      (cold? block-cold? set-block-cold!)
      ;; slots of the passes, without meaning between two of them
      (predecessors block-predecessors set-block-predecessors!)
      (mark block-mark set-block-mark!)
      (order block-order set-block-order!)
      (dominator block-dominator set-block-dominator!)
      (data block-data set-block-data!))

    (define-record-type instruction
      (new-instruction result operation operands source data)
      instruction?
      (result instruction-result set-instruction-result!)
      (operation instruction-operation set-instruction-operation!)
      (operands instruction-operands set-instruction-operands!)
      (source instruction-source)
      (data instruction-data set-instruction-data!))
    (define (make-instruction result operation operands source)
      (new-instruction result operation operands source #f))

    (define-record-type temporary
      (new-temporary id name representation origin mark count definition data)
      temporary?
      (id temporary-id)
      (name temporary-name)
      (representation temporary-representation set-temporary-representation!)
      (origin temporary-origin set-temporary-origin!)   ; the variable of the program that it is the value of, or #f
      ;; slots of the passes
      (mark temporary-mark set-temporary-mark!)
      (count temporary-count set-temporary-count!)
      (definition temporary-definition set-temporary-definition!)
      (data temporary-data set-temporary-data!))

    (define block-counter 0)
    (define temporary-counter 0)
    ;; At the start of a compilation, so that its output depends on nothing before it.
    (define (reset-flow-counters!)
      (set! block-counter 0)
      (set! origin-counter 0)
      (set! temporary-counter 0))

    ;; (make-block parameters cold?) -> a block to be filled.
    (define (make-block parameters cold?)
      (set! block-counter (+ block-counter 1))
      (new-block block-counter parameters '() #f cold? '() #f 0 #f #f))

    ;; (make-temporary name representation); name: a symbol or #f.
    (define (make-temporary name representation)
      (set! temporary-counter (+ temporary-counter 1))
      (new-temporary temporary-counter name representation #f #f 0 #f #f))

    ;; A variable as traces tell of it: its name, the context (see (compiler ir source)) of the procedure it belongs to, and whether
    ;; it is one of its parameters.
    ;; number: counts origins in the order in which lowering meets the variables, so parameters are in theirs.
    (define-record-type origin (new-origin name context parameter? number) origin?
      (name origin-name)
      (context origin-context)
      (parameter? origin-parameter?)
      (number origin-number))

    (define origin-counter 0)
    (define (make-origin name context parameter?)
      (set! origin-counter (+ origin-counter 1))
      (new-origin name context parameter? origin-counter))

    (define-record-type literal (make-literal datum) literal? (datum literal-datum))
    (define-record-type builtin (make-builtin name) builtin? (name builtin-name))
    (define-record-type code-word (make-code-word label) code-word? (label code-word-label))
    (define-record-type code-target (make-code-target label clause) code-target?
      (label code-target-label)
      (clause code-target-clause))

    ;;; Terminators.

    (define-record-type return (make-return source value) return?
      (source return-source)
      (value return-value))
    (define-record-type return-values (make-return-values source values) return-values?
      (source return-values-source)
      (values return-values-values))
    (define-record-type tail-call (make-tail-call source target closure operands) tail-call?
      (source tail-call-source)
      (target tail-call-target)
      (closure tail-call-closure)
      (operands tail-call-operands))
    (define-record-type goto (make-goto source block operands) goto?
      (source goto-source)
      (block goto-block)
      (operands goto-operands))
    (define-record-type branch (make-branch source condition left right then else) branch?
      (source branch-source)
      (condition branch-condition)
      (left branch-left)
      (right branch-right)
      (then branch-then)
      (else branch-else))
    (define-record-type branch-overflow (make-branch-overflow source operation left right result then else) branch-overflow?
      (source branch-overflow-source)
      (operation branch-overflow-operation)
      (left branch-overflow-left)
      (right branch-overflow-right)
      (result branch-overflow-result)
      (then branch-overflow-then)
      (else branch-overflow-else))
    (define-record-type call-values (make-call-values source target closure operands block required rest?) call-values?
      (source call-values-source)
      (target call-values-target)
      (closure call-values-closure)
      (operands call-values-operands)
      (block call-values-block)
      (required call-values-required)
      (rest? call-values-rest?))
    (define-record-type unreachable (make-unreachable source) unreachable?
      (source unreachable-source))

    (define (terminator-source terminator)
      (cond ((goto? terminator) (goto-source terminator))
            ((branch? terminator) (branch-source terminator))
            ((return? terminator) (return-source terminator))
            ((tail-call? terminator) (tail-call-source terminator))
            ((branch-overflow? terminator) (branch-overflow-source terminator))
            ((call-values? terminator) (call-values-source terminator))
            ((return-values? terminator) (return-values-source terminator))
            (else (unreachable-source terminator))))

    ;; (terminator-successors terminator) -> list of blocks, the likelier first.
    (define (terminator-successors terminator)
      (cond ((goto? terminator) (list (goto-block terminator)))
            ((branch? terminator) (list (branch-then terminator) (branch-else terminator)))
            ((branch-overflow? terminator)
             (list (branch-overflow-then terminator) (branch-overflow-else terminator)))
            ((call-values? terminator) (list (call-values-block terminator)))
            (else '())))

    ;;; The operations: name, kinds of the operands, result, effect, option.
    ;;;
    ;;;   operand kinds  bits (a value or a word), value, double, integer (exact integer, a literal of the operation),
    ;;;                  index (bits or #f), call (target closure operand …: see Targets)
    ;;;   result         bits (value or word, as the temporary says), word, value, double, none
    ;;;   effect         pure   depends on the operands only; may be dropped, shared; moved where its operands are valid
    ;;;                  read   depends on memory; may be dropped
    ;;;                  write  changes memory
    ;;;                  alloc  a fresh object; may be dropped
    ;;;                  call   anything
    (define operation-table
      '((copy             (bits) bits pure)
        (word-add         (bits bits) bits pure commutative)
        (word-sub         (bits bits) bits pure)
        (word-mul         (bits bits) bits pure commutative)      ; low 64 bits
        (word-mul-high    (bits bits) bits pure commutative)      ; high 64 bits of the unsigned product
        (word-and         (bits bits) bits pure commutative)
        (word-or          (bits bits) bits pure commutative)
        (word-xor         (bits bits) bits pure commutative)
        (word-shl         (bits bits) bits pure)                  ; shift counts 0 to 63
        (word-shr         (bits bits) bits pure)
        (word-sar         (bits bits) bits pure)
        (word-neg         (bits) bits pure)
        (word-not         (bits) bits pure)
        (word-divide      (bits bits) bits pure)                  ; signed, truncating; the divisor neither 0 nor -1
        (word-remainder   (bits bits) bits pure)
        (word-udivide     (bits bits bits) bits pure)             ; high low divisor, high < divisor, unsigned
        (word-uremainder  (bits bits bits) bits pure)
        (word-length      (bits) word pure)                       ; bits needed for the unsigned number: 64 - leading zeros

        (double-add       (double double) double pure commutative)
        (double-sub       (double double) double pure)
        (double-mul       (double double) double pure commutative)
        (double-div       (double double) double pure)
        (double-sqrt      (double) double pure)
        (double-neg       (double) double pure)
        (double-abs       (double) double pure)
        (double-floor     (double) double pure)
        (double-ceiling   (double) double pure)
        (double-truncate  (double) double pure)
        (double-round     (double) double pure)                   ; to nearest, ties to even
        (word->double     (bits) double pure)                     ; signed
        (double->word     (double) bits pure)                     ; truncating; the magnitude fits
        (double->bits     (double) bits pure)                     ; same bits
        (bits->double     (bits) double pure)

        ;; loads: base index scale displacement; address = base + index * scale + displacement, scale 1, 2, 4 or 8.
        ;; Narrow loads extend with zeros. …-fixed: the memory never changes while its object lives;
        ;; plain loads before instruction selection.
        (load8            (bits index integer integer) word read)
        (load16           (bits index integer integer) word read)
        (load32           (bits index integer integer) word read)
        (load64           (bits index integer integer) bits read)
        (load-double      (bits index integer integer) double read)
        (load32-fixed     (bits index integer integer) word pure)
        (load64-fixed     (bits index integer integer) bits pure)
        (load-double-fixed (bits index integer integer) double pure)
        ;; stores: base index scale displacement value
        (store8           (bits index integer integer bits) none write)
        (store16          (bits index integer integer bits) none write)
        (store32          (bits index integer integer bits) none write)
        (store64          (bits index integer integer bits) none write)
        (store-value      (bits index integer integer value) none write)  ; store64 into an object that may be old: marks its card
        (store-double     (bits index integer integer double) none write)
        (copy-bytes       (bits bits bits) none write)            ; raw addresses to, from, count of bytes; overlap allowed

        (allocate         (integer integer) value alloc)          ; bytes (multiple of 8), tag: the tagged pointer
        (allocate-dynamic (bits integer) value alloc)             ; bytes, a word, multiple of 8; tag
        (box-double       (double) value alloc)                   ; a flonum; gone before instruction selection
        (object-address   (value) word read)                      ; the bits, which a collection may change

        (register-ref     (integer) bits read)                    ; register-file slot
        (register-set     (integer bits) none write)
        (stack-pointer    () word read)                           ; address of this procedure's return address
        (time-stamp       () word read)
        (keep-alive       (value) none write)                     ; nothing, but the value is still in the frame before it
        (poll             () none call)                           ; stack and interrupt check of a loop header
        (system-call      (bits bits bits bits bits bits bits) word call) ; number and six raw arguments; the raw result; not a safepoint

        (call             (call) value call)))

    (define-record-type operation
      (new-operation name number operands result effect commutative?)
      operation?
      (name operation-name)
      (number operation-number)             ; index in all-operations
      (operands operation-operands)
      (result operation-result)
      (effect operation-effect)
      (commutative? operation-commutative?))

    (define all-operations
      (let loop ((rows operation-table) (number 0) (done '()))
        (if (null? rows)
            (list->vector (reverse done))
            (let ((row (car rows)))
              (loop (cdr rows) (+ number 1)
                    (cons (new-operation (car row) number (cadr row) (list-ref row 2) (list-ref row 3)
                                         (pair? (list-tail row 4)))
                          done))))))

    ;; (operation-named symbol) -> its row. Linear: take it once, at the top level.
    (define (operation-named name)
      (let loop ((i 0))
        (cond ((= i (vector-length all-operations)) (error "flow: no such operation" name))
              ((eq? (operation-name (vector-ref all-operations i)) name) (vector-ref all-operations i))
              (else (loop (+ i 1))))))

    (define (operation-safepoint? operation)
      (and (memq (operation-effect operation) '(alloc call))
           (not (eq? (operation-name operation) 'system-call))))

    ;;; The conditions: name, kinds of left and right, negation or #f, the same with operands exchanged or #f.
    (define condition-table
      '((eq  bits bits ne eq) (ne  bits bits eq ne)
        (lt  bits bits ge gt) (le  bits bits gt ge) (gt bits bits le lt) (ge bits bits lt le)         ; signed
        (ult bits bits uge ugt) (ule bits bits ugt uge) (ugt bits bits ule ult) (uge bits bits ult ule)
        (bits-clear bits bits bits-set bits-clear)            ; left and right: all zero
        (bits-set   bits bits bits-clear bits-set)            ; left and right: not all zero
        (tag-is value integer #f #f)                          ; primary tag of left
        (header-is value integer #f #f)                       ; left, tagged as an object, begins with a typed header of that type
        (descriptor-is value value #f #f)                     ; left, tagged as an object, is a record of descriptor right
        (record? value integer #f #f)                         ; left, tagged as an object, begins with an address; right: 0
        (double-eq double double #f double-eq)                ; false when unordered, as the next two
        (double-lt double double #f #f)
        (double-le double double #f #f)))

    ;; (condition-swap name) -> the condition on exchanged operands, or #f.
    (define (condition-swap name) (list-ref (assq name condition-table) 4))

    ;; (operand-representation operand) -> value, word or double.
    (define (operand-representation operand)
      (cond ((temporary? operand) (temporary-representation operand))
            ((or (exact-integer? operand) (code-word? operand)) 'word)
            (else 'value)))))
