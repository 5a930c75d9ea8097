;;; Branches of Flow to comparisons, with the condition codes to jump on.
;;;
;;; A load that only feeds the comparison behind it becomes the comparison's operand: it waits as `pending` (defer-load!) until the
;;; comparison asks for it (deferred). A tag is tested by subtracting it in the scratch register, as a lea, and looking at the low
;;; three bits. Whether an object is a record, and which, is told by its first word alone.
(define-library (compiler back x86-64 select comparisons)
  (export select-branch! feeds-comparison? defer-load!)
  (import (scheme base) (machine layout) (compiler ir flow) (compiler ir mach)
          (compiler back x86-64 operand) (compiler back x86-64 encoder) (compiler back x86-64 select operands))
  (begin
    (define (select-branch! s condition left right then otherwise)
      (define (effect! mnemonic flexible . operands)
        (emit! s 'plain mnemonic #f operands flexible 8))
      (define (jump-if code) (make-mach-branch (list (cons code then)) otherwise))
      (case condition
        ((eq ne lt le gt ge ult ule ugt uge)
         (if (or (temporary? left) (not (temporary? right)))
             (begin (compare! s (or (deferred s left) (register s left))
                              (or (deferred s right) (register-or-immediate s right)))
                    (jump-if (cdr (assq condition condition-codes))))
             (begin (compare! s (or (deferred s right) (register s right)) (register-or-immediate s left))
                    (jump-if (cdr (assq (condition-swap condition) condition-codes))))))
        ((bits-clear bits-set)
         (if (temporary? left)
             (test! s (register s left) (argument s right))
             (test! s (register s right) (argument s left)))
         (jump-if (cdr (assq condition condition-codes))))
        ((tag-is)
         (test-tag! s (register s left) right)
         (jump-if 'e))
        ((header-is)
         (let ((object (register s left)))
           (effect! op-cmp #f (make-memory 1 object #f 1 (- object-tag) #f) (+ (* 8 right) header-tag))
           (emit! s 'exit 'ne #f (list otherwise) #f 8)
           (effect! op-cmp #f (make-memory 1 object #f 1 (- 7 object-tag) #f) 0)
           (jump-if 'l)))
        ((record?)
         (effect! op-cmp #f (make-memory 1 (register s left) #f 1 (- 7 object-tag) #f) 0)
         (jump-if 'ge))
        ((descriptor-is)
         (let ((memory (make-memory 8 (register s left) #f 1 (- object-tag) #f))
               (descriptor (argument s right)))
           (if (immediate-link? s descriptor)
               (effect! op-cmp #f memory
                        (make-link (link-kind descriptor) (link-object descriptor)
                                   (+ (link-addend descriptor) (- header-tag object-tag))))
               (let ((word (fresh! s 'word)))
                 (plain! s op-lea word (make-memory #f (in-register s descriptor) #f 1 (- header-tag object-tag) #f))
                 (effect! op-cmp #f memory word)))
           (jump-if 'e)))
        ((double-eq)
         (compare-doubles! s left right)
         (make-mach-branch (list (cons 'p otherwise) (cons 'ne otherwise)) then))
        ((double-lt)
         (compare-doubles! s right left)
         (jump-if 'a))
        ((double-le)
         (compare-doubles! s right left)
         (jump-if 'ae))
        (else (error "select: no such condition" condition))))

    (define condition-codes
      '((eq . e) (ne . ne) (lt . l) (le . le) (gt . g) (ge . ge) (ult . b) (ule . be) (ugt . a) (uge . ae)
        (bits-clear . e) (bits-set . ne)))

    (define object-tag (layout-number 'tags 'object))
    (define header-tag (layout-number 'tags 'header))

    (define op-lea (mnemonic-named 'lea))
    (define op-cmp (mnemonic-named 'cmp))
    (define op-test (mnemonic-named 'test))
    (define op-ucomisd (mnemonic-named 'ucomisd))

    (define (compare! s left right)
      (cond ((memory? left) (emit! s 'plain op-cmp #f (list left right) #f 8))
            ((memory? right) (emit! s 'plain op-cmp #f (list left right) #f 8))
            ((eqv? right 0) (emit! s 'plain op-test #f (list left left) #f 8))
            (else (emit! s 'plain op-cmp #f (list left right) (if (virtual? right) 1 0) 8))))

    (define (test! s left right)
      (cond ((virtual? right) (emit! s 'plain op-test #f (list left right) #f 8))
            ((not (exact-integer? right)) (emit! s 'plain op-test #f (list left (in-register s right)) #f 8))
            ((<= 0 right 255) (emit! s 'plain op-test #f (list (make-view 1 left) right) #f 8))
            ((<= 0 right 2147483647) (emit! s 'plain op-test #f (list (make-view 4 left) right) #f 8))
            ((fits-32? right) (emit! s 'plain op-test #f (list left right) #f 8))
            (else (emit! s 'plain op-test #f (list left (in-register s right)) #f 8))))

    ;; A tag other than 0 is subtracted in the scratch register first.
    (define (test-tag! s value tag)
      (if (= tag 0)
          (emit! s 'plain op-test #f (list (make-view 1 value) 7) #f 8)
          (begin
            (emit! s 'plain op-lea #f (list (narrow-register 11) (make-memory #f value #f 1 (- tag) #f)) #f 8)
            (emit! s 'plain op-test #f (list (byte-register 11) 7) #f 8))))

    (define (compare-doubles! s left right)
      (let* ((left (register s left)) (right (register s right)))
        (emit! s 'plain op-ucomisd #f (list left right) 1 8)))

    ;;; Loads that become operands.

    (define (feeds-comparison? instruction terminator)
      (and (branch? terminator)
           (memq (operation-name (instruction-operation instruction)) '(load64 load64-fixed))
           (= 1 (temporary-count (instruction-result instruction)))
           (memq (branch-condition terminator) '(eq ne lt le gt ge ult ule ugt uge))
           (or (eq? (branch-left terminator) (instruction-result instruction))
               (and (eq? (branch-right terminator) (instruction-result instruction))
                    (temporary? (branch-left terminator))))))

    (define (defer-load! s instruction)
      (let ((operands (instruction-operands instruction)))
        (selection-source-set! s (instruction-source instruction))
        (selection-pending-set!
         s (cons (instruction-result instruction)
                 (memory-operand s 8 (car operands) (cadr operands) (list-ref operands 2) (list-ref operands 3))))))

    ;; The deferred load's memory if the operand is its result, else #f.
    (define (deferred s operand)
      (let ((pending (selection-pending s)))
        (and pending (eq? (car pending) operand) (cdr pending))))))
