;;; Unbox-doubles: flonums that stay doubles while they go from block to block, and boxes made only where somebody wants one.
;;;
;;; A parameter of a block to which all jumps bring a fresh flonum, a constant flonum, or another such parameter, becomes a
;;; double, if somebody unboxes it. Where its box is wanted, one is made, once a block. A flonum whose box is wanted in
;;; cold blocks only is boxed there.
;;;
;;;   before   b2(v5): … d6 = unbox v5; d9 = double-add d6 d8; v10 = box d9; goto b2(v10)
;;;   after    b2(d5): … d9 = double-add d5 d8; goto b2(d9)
;;;
;;; Needs  clean blocks, checks folded.     Gives  copies and dead boxes: remove-dead follows.
;;; Input and output: Flow.
(define-library (compiler back flow unbox-doubles)
  (export unbox-doubles!)
  (import (scheme base) (machine layout) (compiler ir flow) (compiler ir operations) (compiler back flow rewrite))
  (begin
    ;; (unbox-doubles! flow-procedure). The predecessors of the blocks must be right.
    ;;
    ;; The mark of a temporary: #f, or for what becomes a double, that double (a temporary or #t while it is a candidate).
    ;; Its count: 1 when it is unboxed somewhere, 2 when its box is wanted in a block that is not cold, 3 both.
    (define (unbox-doubles! procedure)
      (if (boxes? procedure)
          (begin
            (for-each-definition (lambda (temporary definition)
                                   (set-temporary-mark! temporary #f)
                                   (set-temporary-count! temporary 0)
                                   (set-temporary-definition! temporary definition))
                                 procedure)
            (for-each note-uses! (flow-procedure-blocks procedure))
            (let ((candidates (parameter-candidates procedure)))
              (refute! candidates)
              (for-each choose-parameter! candidates)
              (for-each choose-boxes! (flow-procedure-blocks procedure))
              (for-each note-jump! (flow-procedure-blocks procedure))
              (begin-replacements! procedure)
              (for-each rewrite-block! (flow-procedure-blocks procedure))
              (for-each settle-parameters! (flow-procedure-blocks procedure))
              (resolve-procedure! procedure)))))

    (define contents-displacement (- (layout-value 'word-bytes) (layout-number 'tags 'flonum)))

    (define (boxes? procedure)
      (let loop ((blocks (flow-procedure-blocks procedure)))
        (and (pair? blocks)
             (or (any-box? (block-instructions (car blocks))) (loop (cdr blocks))))))

    (define (any-box? instructions)
      (and (pair? instructions)
           (or (eq? (instruction-operation (car instructions)) box-double) (any-box? (cdr instructions)))))

    ;;; Uses.

    (define (note-uses! block)
      (for-each
       (lambda (instruction)
         (if (unboxing? instruction)
             (note! (car (instruction-operands instruction)) 1)
             (for-each (lambda (operand) (if (not (block-cold? block)) (note! operand 2))) (instruction-operands instruction))))
       (block-instructions block))
      ;; what a jump carries is decided by the parameter it goes to
      (if (not (or (block-cold? block) (goto? (block-terminator block))))
          (for-each (lambda (operand) (note! operand 2)) (terminator-operands (block-terminator block)))))

    (define (unboxing? instruction) (eq? (instruction-operation instruction) load-double-fixed))

    (define (note! operand bit)
      (if (temporary? operand)
          (let ((count (temporary-count operand)))
            (if (not (or (= count bit) (= count 3)))
                (set-temporary-count! operand (+ count bit))))))

    (define (unboxed? temporary) (odd? (temporary-count temporary)))
    (define (box-wanted? temporary) (>= (temporary-count temporary) 2))

    ;;; Candidates: (parameter block index).

    (define (parameter-candidates procedure)
      (let loop ((blocks (flow-procedure-blocks procedure)) (found '()))
        (if (null? blocks)
            found
            (loop (cdr blocks)
                  (if (jumped-to? (car blocks))
                      (let each ((parameters (block-parameters (car blocks))) (index 0) (found found))
                        (cond ((null? parameters) found)
                              ((eq? (temporary-representation (car parameters)) 'value)
                               (set-temporary-mark! (car parameters) #t)
                               (each (cdr parameters) (+ index 1)
                                     (cons (list (car parameters) (car blocks) index) found)))
                              (else (each (cdr parameters) (+ index 1) found))))
                      found)))))

    (define (jumped-to? block)
      (and (pair? (block-parameters block))
           (pair? (block-predecessors block))
           (let loop ((rest (block-predecessors block)))
             (or (null? rest)
                 (and (goto? (block-terminator (car rest))) (loop (cdr rest)))))))

    ;; Until nothing changes: a parameter that gets anything else is none, nor one that nobody unboxes, by itself or further on.
    (define (refute! candidates)
      (let loop ()
        (let ((changed? #f))
          (for-each
           (lambda (candidate)
             (let ((parameter (car candidate)))
               (if (temporary-mark parameter)
                   (let ((operands (incoming (cadr candidate) (list-ref candidate 2))))
                     (if (not (all-doubles? operands))
                         (begin
                           (set-temporary-mark! parameter #f)
                           (set! changed? #t)))
                     (if (and (temporary-mark parameter) (unboxed? parameter))
                         (for-each (lambda (operand)
                                     (if (and (temporary? operand) (temporary-mark operand) (not (unboxed? operand)))
                                         (begin
                                           (note! operand 1)
                                           (set! changed? #t))))
                                   operands))))))
           candidates)
          (if changed? (loop)))))

    (define (incoming block index)
      (map (lambda (predecessor) (list-ref (goto-operands (block-terminator predecessor)) index))
           (block-predecessors block)))

    (define (all-doubles? operands)
      (or (null? operands)
          (and (or (flonum-literal? (car operands)) (boxed-here? (car operands))
                   (and (temporary? (car operands)) (eq? (temporary-mark (car operands)) #t)))
               (all-doubles? (cdr operands)))))

    (define (flonum-literal? operand)
      (and (literal? operand)
           (let ((datum (literal-datum operand)))
             (and (number? datum) (real? datum) (inexact? datum)))))

    (define (boxed-here? operand)
      (and (temporary? operand)
           (instruction? (temporary-definition operand))
           (eq? (instruction-operation (temporary-definition operand)) box-double)))

    ;; What is left and unboxed somewhere gets its double.
    (define (choose-parameter! candidate)
      (let ((parameter (car candidate)))
        (if (temporary-mark parameter)
            (set-temporary-mark! parameter
                                 (and (unboxed? parameter)
                                      (make-temporary (temporary-name parameter) 'double))))))

    ;; A box that only cold blocks want, or nobody but jumps to doubles.
    (define (choose-boxes! block)
      (for-each
       (lambda (instruction)
         (if (eq? (instruction-operation instruction) box-double)
             (let ((result (instruction-result instruction)))
               (if (not (box-wanted? result))
                   (set-temporary-mark! result (car (instruction-operands instruction)))))))
       (block-instructions block)))

    ;; A jump that brings the box itself to a parameter that stays a value wants it, unless the jump is cold.
    (define (note-jump! block)
      (let ((terminator (block-terminator block)))
        (if (and (goto? terminator) (not (block-cold? block)))
            (for-each (lambda (operand parameter)
                        (if (and (boxed-here? operand) (not (temporary-mark parameter)))
                            (set-temporary-mark! operand #f)))
                      (goto-operands terminator) (block-parameters (goto-block terminator))))))

    ;;; Rewriting.

    (define (double-of operand)
      (and (temporary? operand)
           (let ((mark (temporary-mark operand))) (and (temporary? mark) mark))))

    (define boxes '())                 ; of the block: (temporary . box)
    (define done '())                  ; its instructions, last first

    (define (rewrite-block! block)
      (set! boxes '())
      (set! done '())
      (for-each rewrite-instruction! (block-instructions block))
      (let ((terminator (rewrite-terminator (block-terminator block))))
        (set-block-instructions! block (reverse done))
        (set-block-terminator! block terminator)))

    (define (rewrite-instruction! instruction)
      (let ((double (and (unboxing? instruction) (double-of (car (instruction-operands instruction))))))
        (if double
            (replace! (instruction-result instruction) double)
            (begin
              (set-instruction-operands! instruction
                                         (boxed-list (instruction-operands instruction) (instruction-source instruction)))
              (set! done (cons instruction done))))))

    (define (rewrite-terminator terminator)
      (let ((source (terminator-source terminator)))
        (if (goto? terminator)
            (make-goto source (goto-block terminator)
                       (carried (goto-operands terminator) (block-parameters (goto-block terminator)) source))
            (map-terminator (lambda (operand) (boxed operand source)) terminator))))

    (define (carried operands parameters source)
      (if (null? operands)
          '()
          (let* ((first (if (double-of (car parameters)) (as-double (car operands) source) (boxed (car operands) source)))
                 (rest (carried (cdr operands) (cdr parameters) source)))
            (cons first rest))))

    ;; The double of a constant, of a box, or of a parameter that is one.
    (define (as-double operand source)
      (cond ((double-of operand) => (lambda (double) double))
            ((literal? operand)
             (let ((double (make-temporary #f 'double)))
               (set! done (cons (make-instruction double load-double-fixed (list operand #f 1 contents-displacement) source) done))
               double))
            (else (car (instruction-operands (temporary-definition operand))))))

    ;; After all jumps to them are rewritten.
    (define (settle-parameters! block)
      (set-block-parameters! block (map (lambda (parameter) (or (double-of parameter) parameter)) (block-parameters block))))

    (define (boxed-list operands source)
      (map-same (lambda (operand) (boxed operand source)) operands))

    ;; The operand, or a box of its double made in this block.
    (define (boxed operand source)
      (let ((double (double-of operand)))
        (if double
            (let ((known (assq operand boxes)))
              (if known
                  (cdr known)
                  (let ((box (make-temporary (temporary-name operand) 'value)))
                    (set! done (cons (make-instruction box box-double (list double) source) done))
                    (set! boxes (cons (cons operand box) boxes))
                    box)))
            operand)))))
