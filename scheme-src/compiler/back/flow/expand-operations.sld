;;; Expand-operations: the last pass on Flow; what only the optimizations needed to see becomes plain.
;;;
;;;   load64-fixed, load32-fixed, load-double-fixed    the loads without -fixed
;;;   (set v box-double d)                             an allocation, the header, the double
;;;
;;;   a branch on a constant left operand              the operand in a temporary
;;;
;;; and the cold blocks move to the end of the list.
;;;
;;; Input  Flow      Output Flow without box-double and …-fixed
(define-library (compiler back flow expand-operations)
  (export expand-operations!)
  (import (scheme base) (machine layout) (compiler ir flow) (compiler ir operations))
  (begin
    ;; (expand-operations! flow-procedure)
    (define (expand-operations! procedure)
      (for-each expand-block! (flow-procedure-blocks procedure))
      (for-each settle-branch! (flow-procedure-blocks procedure))
      (set-flow-procedure-blocks! procedure (cold-last (flow-procedure-blocks procedure))))

    (define word-bytes (layout-value 'word-bytes))
    (define flonum-tag (layout-number 'tags 'flonum))
    (define flonum-header
      (+ (expt 2 63) 256 (* 8 (layout-number 'typed-headers 'flonum)) (layout-number 'tags 'header)))

    (define (expand-block! block)
      (let loop ((rest (block-instructions block)) (changed? #f) (done '()))
        (if (null? rest)
            (if changed? (set-block-instructions! block (reverse done)))
            (let* ((instruction (car rest))
                   (operation (instruction-operation instruction)))
              (cond
               ((eq? operation load64-fixed)
                (set-instruction-operation! instruction load64)
                (loop (cdr rest) changed? (cons instruction done)))
               ((eq? operation load32-fixed)
                (set-instruction-operation! instruction load32)
                (loop (cdr rest) changed? (cons instruction done)))
               ((eq? operation load-double-fixed)
                (set-instruction-operation! instruction load-double)
                (loop (cdr rest) changed? (cons instruction done)))
               ((eq? operation box-double)
                (loop (cdr rest) #t (expand-box instruction done)))
               (else (loop (cdr rest) changed? (cons instruction done))))))))

    ;; What instruction selection wants in a register is in a temporary.
    (define (settle-branch! block)
      (let ((terminator (block-terminator block)))
        (if (and (branch? terminator) (not (temporary? (branch-left terminator))))
            (let* ((left (branch-left terminator))
                   (temporary (make-temporary #f (operand-representation left)))
                   (source (branch-source terminator)))
              (set-block-instructions!
               block (append (block-instructions block) (list (make-instruction temporary copy (list left) source))))
              (set-block-terminator!
               block (make-branch source (branch-condition terminator) temporary (branch-right terminator)
                                  (branch-then terminator) (branch-else terminator)))))))

    ;; In front of the list done, last instruction first.
    (define (expand-box instruction done)
      (let ((flonum (instruction-result instruction))
            (double (car (instruction-operands instruction)))
            (source (instruction-source instruction)))
        (cons (make-instruction #f store-double (list flonum #f 1 (- word-bytes flonum-tag) double) source)
              (cons (make-instruction #f store64 (list flonum #f 1 (- flonum-tag) flonum-header) source)
                    (cons (make-instruction flonum allocate (list (* 2 word-bytes) flonum-tag) source)
                          done)))))

    (define (cold-last blocks)
      (let loop ((rest blocks) (hot '()) (cold '()))
        (cond ((null? rest) (append (reverse hot) (reverse cold)))
              ((block-cold? (car rest)) (loop (cdr rest) hot (cons (car rest) cold)))
              (else (loop (cdr rest) (cons (car rest) hot) cold)))))))
