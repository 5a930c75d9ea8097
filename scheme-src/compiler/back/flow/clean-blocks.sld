;;; Clean-blocks: blocks that cannot be reached, jumps to jumps, blocks in a row, parameters that say nothing new.
;;;
;;;   - unreachable blocks go
;;;   - a parameter to which all jumps bring the same operand is that operand
;;;   - a jump, or a branch, to an empty block that jumps on, goes to where that leads
;;;   - a jump with a constant to an empty block that branches on it goes where the branch goes
;;;   - a block whose only predecessor jumps to it becomes the end of that
;;;   - a block all of whose ways lead to cold blocks, or to no end, is cold
;;;
;;; Linear in the procedure, but for chains of empty blocks.
;;;
;;; Input and output: Flow.     Does not: duplicate instructions.
(define-library (compiler back flow clean-blocks)
  (export clean-blocks!)
  (import (scheme base) (compiler ir flow) (compiler analysis dominators) (compiler back flow rewrite))
  (begin
    ;; (clean-blocks! flow-procedure). Leaves order and predecessors of the blocks right.
    (define (clean-blocks! procedure)
      (order-blocks! procedure)
      (begin-replacements! procedure)
      (mark-entries! procedure)
      (for-each simplify-parameters! (flow-procedure-blocks procedure))
      (resolve-procedure! procedure)
      (count-uses! procedure)
      (for-each thread-terminator! (flow-procedure-blocks procedure))
      (order-blocks! procedure)
      (mark-entries! procedure)
      (merge-blocks! procedure)
      (resolve-procedure! procedure)
      (order-blocks! procedure)
      (for-each cool-block! (reverse (flow-procedure-blocks procedure))))

    ;; The mark of the blocks of entries is `entry`.
    (define (mark-entries! procedure)
      (for-each (lambda (block) (set-block-mark! block #f)) (flow-procedure-blocks procedure))
      (for-each (lambda (entry) (set-block-mark! (entry-block entry) 'entry)) (flow-procedure-entries procedure)))

    (define (entry-block? block) (eq? (block-mark block) 'entry))

    ;;; Parameters.

    (define (simplify-parameters! block)
      (let ((predecessors (block-predecessors block)))
        (if (and (pair? (block-parameters block)) (not (entry-block? block)) (pair? predecessors)
                 (every-goto? predecessors))
            (let ((columns (map (lambda (predecessor) (goto-operands (block-terminator predecessor))) predecessors)))
              (if (replace-same! (block-parameters block) columns)
                  (drop-replaced! block predecessors))))))

    (define (every-goto? blocks)
      (or (null? blocks)
          (and (goto? (block-terminator (car blocks))) (every-goto? (cdr blocks)))))

    ;; rows: for each predecessor the operands that are left. Was a parameter replaced?
    (define (replace-same! parameters rows)
      (let loop ((parameters parameters) (rows rows) (any? #f))
        (if (null? parameters)
            any?
            (let ((same (common-operand (car parameters) rows)))
              (if same (replace-parameter! (car parameters) same))
              (loop (cdr parameters) (map cdr rows) (or any? (if same #t #f)))))))

    ;; A name stays with the value.
    (define (replace-parameter! parameter operand)
      (if (and (temporary? operand) (not (temporary-origin operand)))
          (set-temporary-origin! operand (temporary-origin parameter)))
      (replace! parameter operand))

    ;; The operand that all rows begin with, apart from the parameter itself; or #f.
    (define (common-operand parameter rows)
      (let loop ((rest rows) (found #f))
        (if (null? rest)
            found
            (let ((operand (resolve (caar rest))))
              (cond ((eq? operand parameter) (loop (cdr rest) found))
                    ((not found) (loop (cdr rest) operand))
                    ((same-operand? operand found) (loop (cdr rest) found))
                    (else #f))))))

    (define (same-operand? a b)
      (or (eqv? a b)
          (and (literal? a) (literal? b) (plain-datum? (literal-datum a)) (eqv? (literal-datum a) (literal-datum b)))
          (and (builtin? a) (builtin? b) (eq? (builtin-name a) (builtin-name b)))))

    (define (plain-datum? datum)
      (or (symbol? datum) (exact-integer? datum) (boolean? datum) (char? datum) (null? datum)))

    (define (drop-replaced! block predecessors)
      (let ((parameters (block-parameters block)))
        (for-each
         (lambda (predecessor)
           (let ((terminator (block-terminator predecessor)))
             (set-block-terminator! predecessor
                                    (make-goto (goto-source terminator) block
                                               (kept parameters (goto-operands terminator))))))
         predecessors)
        (set-block-parameters! block (kept parameters parameters))))

    (define (kept parameters operands)
      (cond ((null? parameters) '())
            ((temporary-data (car parameters)) (kept (cdr parameters) (cdr operands)))
            (else (cons (car operands) (kept (cdr parameters) (cdr operands))))))

    ;;; Jumps.

    ;; The count of a temporary is the number of its uses.
    (define (count-uses! procedure)
      (for-each-definition (lambda (temporary definition) (set-temporary-count! temporary 0)) procedure)
      (for-each
       (lambda (block)
         (for-each (lambda (instruction) (for-each count-use! (instruction-operands instruction))) (block-instructions block))
         (for-each count-use! (terminator-operands (block-terminator block))))
       (flow-procedure-blocks procedure)))

    (define (count-use! operand)
      (if (temporary? operand) (set-temporary-count! operand (+ (temporary-count operand) 1))))

    (define (thread-terminator! block)
      (let ((terminator (block-terminator block)))
        (cond
         ((goto? terminator)
          (let ((threaded (thread-goto terminator 0)))
            (if (not (eq? threaded terminator)) (set-block-terminator! block threaded))))
         ((branch? terminator)
          (let ((then (thread-block (branch-then terminator) 0))
                (else (thread-block (branch-else terminator) 0)))
            (cond ((and (eq? then else) (null? (block-parameters then)))
                   (set-block-terminator! block (make-goto (branch-source terminator) then '())))
                  ((not (and (eq? then (branch-then terminator)) (eq? else (branch-else terminator))))
                   (set-block-terminator! block (redirect terminator then else))))))
         ((branch-overflow? terminator)
          (let ((else (thread-block (branch-overflow-else terminator) 0)))
            (if (not (eq? else (branch-overflow-else terminator)))
                (set-block-terminator!
                 block
                 (make-branch-overflow (branch-overflow-source terminator) (branch-overflow-operation terminator)
                                       (branch-overflow-left terminator) (branch-overflow-right terminator)
                                       (branch-overflow-result terminator) (branch-overflow-then terminator) else))))))))

    (define longest-chain 16)

    ;; Where a branch to the block ends up, a block without parameters.
    (define (thread-block block steps)
      (let ((terminator (block-terminator block)))
        (if (and (null? (block-instructions block)) (< steps longest-chain)
                 (goto? terminator) (null? (goto-operands terminator)) (not (eq? (goto-block terminator) block)))
            (thread-block (goto-block terminator) (+ steps 1))
            block)))

    ;; A goto through empty blocks whose parameters nobody else uses.
    (define (thread-goto terminator steps)
      (let* ((block (goto-block terminator))
             (next (block-terminator block)))
        (if (or (pair? (block-instructions block)) (= steps longest-chain) (entry-block? block)
                (not (or (goto? next) (branch? next)))
                (not (only-used-here? (block-parameters block) (terminator-operands next))))
            terminator
            (let ((bind (lambda (operand) (bound operand (block-parameters block) (goto-operands terminator)))))
              (cond
               ((goto? next)
                (if (eq? (goto-block next) block)
                    terminator
                    (thread-goto (make-goto (goto-source next) (goto-block next) (map bind (goto-operands next)))
                                 (+ steps 1))))
               (else
                (let ((known (decide (branch-condition next) (bind (branch-left next)) (bind (branch-right next)))))
                  (cond ((eq? known 'true) (thread-goto (make-goto (branch-source next) (branch-then next) '()) (+ steps 1)))
                        ((eq? known 'false) (thread-goto (make-goto (branch-source next) (branch-else next) '()) (+ steps 1)))
                        (else terminator)))))))))

    ;; Are the operands the only uses of the parameters?
    (define (only-used-here? parameters operands)
      (or (null? parameters)
          (and (= (temporary-count (car parameters)) (occurrences (car parameters) operands 0))
               (only-used-here? (cdr parameters) operands))))

    (define (occurrences operand operands count)
      (cond ((null? operands) count)
            ((eq? (car operands) operand) (occurrences operand (cdr operands) (+ count 1)))
            (else (occurrences operand (cdr operands) count))))

    (define (bound operand parameters operands)
      (cond ((null? parameters) operand)
            ((eq? operand (car parameters)) (car operands))
            (else (bound operand (cdr parameters) (cdr operands)))))

    ;; true, false or unknown: comparisons of constants for identity.
    (define (decide condition left right)
      (if (and (memq condition '(eq ne)) (literal? left) (literal? right)
               (plain-datum? (literal-datum left)) (plain-datum? (literal-datum right)))
          (if (eq? (eqv? (literal-datum left) (literal-datum right)) (eq? condition 'eq)) 'true 'false)
          'unknown))

    ;;; Merging.

    (define (merge-blocks! procedure)
      (for-each
       (lambda (block)
         (if (not (eq? (block-mark block) 'merged))
             (let loop ((parts '()))
               (let ((terminator (block-terminator block)))
                 (if (and (goto? terminator) (mergeable? (goto-block terminator) block))
                     (let ((next (goto-block terminator)))
                       (for-each replace-parameter! (block-parameters next) (goto-operands terminator))
                       (set-block-mark! next 'merged)
                       (set-block-terminator! block (block-terminator next))
                       (loop (cons (block-instructions next) parts)))
                     (if (pair? parts)
                         (set-block-instructions! block (join-parts (block-instructions block) parts))))))))
       (flow-procedure-blocks procedure)))

    (define (mergeable? next block)
      (and (not (eq? next block))
           (not (block-mark next))
           (let ((predecessors (block-predecessors next)))
             (and (pair? predecessors) (null? (cdr predecessors))))))

    ;; parts: last first.
    (define (join-parts first parts)
      (let loop ((rest parts) (done '()))
        (if (null? rest)
            (append first done)
            (loop (cdr rest) (if (null? (car rest)) done (append (car rest) done))))))

    ;;; Cold blocks, from the ends backwards.

    (define (cool-block! block)
      (if (not (block-cold? block))
          (let ((successors (terminator-successors (block-terminator block))))
            (if (if (null? successors)
                    (unreachable? (block-terminator block))
                    (all-cold? successors))
                (set-block-cold! block #t)))))

    (define (all-cold? blocks)
      (or (null? blocks)
          (and (block-cold? (car blocks)) (all-cold? (cdr blocks)))))))
