;;; Select: Flow to Mach, one block after the other, one operation after the other.
;;;
;;; Constants become immediates where they fit 32 bits, address arithmetic becomes memory operands, a load that only feeds the
;;; comparison behind it becomes the comparison's operand. This file has blocks and terminators; in the folder `select` are
;;; operands, operations (the table of what each becomes) and comparisons.
;;;
;;; Two ways to link (ARCHITECTURE.md): in mode `static` addresses of constants, cells and static closures are 32-bit
;;; immediates; in mode `literal` they are loaded from the literal slots of the code object.
;;;
;;; Input  Flow      Needs  blocks in reverse postorder
;;; Output Mach
;;;
;;;   (t5 = load64 t1 #f 1 -1) (branch eq t5 16 b2 b3)
;;;   plain cmp [t1-1],16 ; branch ((e . b2)) b3
;;;
;;; Does not: choose registers, order blocks.
(define-library (compiler back x86-64 select)
  (export select-instructions)
  (import (scheme base) (compiler ir flow) (compiler ir mach)
          (compiler back x86-64 operand) (compiler back x86-64 encoder)
          (compiler back x86-64 select operands) (compiler back x86-64 select operations)
          (compiler back x86-64 select comparisons))
  (begin
    ;; (select-instructions flow-procedure mode) -> Mach. mode: static or literal.
    (define (select-instructions flow mode)
      (let ((s (make-selection mode 0 #f '() '() 0 #f #f #f)))
        (for-each prepare-block! (flow-procedure-blocks flow))
        (for-each count-uses! (flow-procedure-blocks flow))
        (for-each (lambda (block)
                    (block-data-set! block
                                     (make-mach-block (block-id block) '() (block-cold? block)
                                                      (make-place (block-id block)))))
                  (flow-procedure-blocks flow))
        (for-each (lambda (block) (select-block! s block)) (flow-procedure-blocks flow))
        (make-mach-procedure
         (flow-procedure-label flow) (flow-procedure-name flow) (flow-procedure-source flow)
         (map (lambda (entry)
                (make-mach-entry (entry-required entry) (entry-rest? entry) (block-data (entry-block entry))))
              (flow-procedure-entries flow))
         (map block-data (flow-procedure-blocks flow))
         (flow-procedure-captured flow)
         (selection-calls? s)
         (reverse (selection-literals s)))))

    (define block-data-set! set-block-data!)

    (define (prepare-block! block)
      (define (fresh! temporary)
        (if temporary
            (begin (set-temporary-count! temporary 0) (set-temporary-data! temporary #f))))
      (for-each fresh! (block-parameters block))
      (for-each (lambda (instruction) (fresh! (instruction-result instruction))) (block-instructions block))
      (let ((terminator (block-terminator block)))
        (if (branch-overflow? terminator) (fresh! (branch-overflow-result terminator)))))

    ;; Counts uses, so that a load can see that it feeds one comparison only.
    (define (count-uses! block)
      (define (count! operand)
        (if (temporary? operand) (set-temporary-count! operand (+ 1 (temporary-count operand)))))
      (for-each (lambda (instruction) (for-each count! (instruction-operands instruction)))
                (block-instructions block))
      (for-each count! (terminator-operands (block-terminator block))))

    (define (terminator-operands terminator)
      (cond ((goto? terminator) (goto-operands terminator))
            ((branch? terminator) (list (branch-left terminator) (branch-right terminator)))
            ((branch-overflow? terminator)
             (list (branch-overflow-left terminator) (branch-overflow-right terminator)))
            ((return? terminator) (list (return-value terminator)))
            ((return-values? terminator) (return-values-values terminator))
            ((tail-call? terminator) (cons (tail-call-closure terminator) (tail-call-operands terminator)))
            ((call-values? terminator) (cons (call-values-closure terminator) (call-values-operands terminator)))
            (else '())))

    (define (select-block! s block)
      (let ((mach (block-data block)))
        (selection-block-set! s mach)
        (selection-pending-set! s #f)
        (selection-instructions-set! s '())
        (mach-block-parameters-set! mach (map (lambda (parameter) (define-parameter! s parameter)) (block-parameters block)))
        (let loop ((instructions (block-instructions block)))
          (if (pair? instructions)
              (begin
                (if (and (null? (cdr instructions))
                         (feeds-comparison? (car instructions) (block-terminator block)))
                    (defer-load! s (car instructions))
                    (select-instruction! s (car instructions)))
                (loop (cdr instructions)))))
        (selection-source-set! s (terminator-source (block-terminator block)))
        (let ((terminator (select-terminator! s (block-terminator block))))
          (mach-block-terminator-set! mach terminator)
          (mach-block-instructions-set! mach (reverse (selection-instructions s)))
          (mach-block-successors-set! mach (map block-data (terminator-successors (block-terminator block)))))))

    (define (select-instruction! s instruction)
      (selection-source-set! s (instruction-source instruction))
      (select-operation! s (instruction-operation instruction)
                         (instruction-result instruction) (instruction-operands instruction)))

    ;;; Terminators.

    (define (select-terminator! s terminator)
      (define (all operands) (map (lambda (operand) (argument s operand)) operands))
      (cond ((goto? terminator)
             (make-mach-goto (block-data (goto-block terminator)) (all (goto-operands terminator))))
            ((branch? terminator)
             (select-branch! s (branch-condition terminator) (branch-left terminator) (branch-right terminator)
                             (block-data (branch-then terminator)) (block-data (branch-else terminator))))
            ((branch-overflow? terminator) (select-overflow! s terminator))
            ((return? terminator) (make-mach-return (argument s (return-value terminator))))
            ((tail-call? terminator)
             (make-mach-tail-call (tail-call-target terminator)
                                  (closure-argument s (tail-call-closure terminator))
                                  (all (tail-call-operands terminator))
                                  (tail-call-source terminator)))
            ((call-values? terminator)
             (selection-calls-set! s #t)
             (make-mach-call-values (call-values-target terminator)
                                    (closure-argument s (call-values-closure terminator))
                                    (all (call-values-operands terminator))
                                    (block-data (call-values-block terminator))
                                    (call-values-required terminator)
                                    (call-values-rest? terminator)
                                    (call-values-source terminator)))
            ((return-values? terminator) (make-mach-return-values (all (return-values-values terminator))))
            (else (make-mach-unreachable))))

    (define (select-overflow! s terminator)
      (let* ((operation (branch-overflow-operation terminator))
             (operation (if (symbol? operation) operation (operation-name operation)))
             (swap? (and (not (eq? operation 'word-sub)) (not (temporary? (branch-overflow-left terminator)))))
             (left (if swap? (branch-overflow-right terminator) (branch-overflow-left terminator)))
             (right (if swap? (branch-overflow-left terminator) (branch-overflow-right terminator)))
             (first (register s left))
             (second (register-or-immediate s right))
             (second (if (eq? operation 'word-mul) (in-register s second) second))
             (then (block-data (branch-overflow-then terminator)))
             (result (define! s (branch-overflow-result terminator))))
        (make-mach-overflow
         (make-mach 'update
                    (case operation ((word-add) op-add) ((word-sub) op-sub) (else op-imul))
                    result (list first second) 1 8 (selection-source s))
         then
         (block-data (branch-overflow-else terminator)))))

    (define op-add (mnemonic-named 'add))
    (define op-sub (mnemonic-named 'sub))
    (define op-imul (mnemonic-named 'imul))))
