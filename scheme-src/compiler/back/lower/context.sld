;;; Contexts: where the value of an expression goes, when it is lowered.
;;;
;;;   tail       returned by the procedure
;;;   $join      block     the block's one parameter
;;;   $drop      block     nowhere; the block follows
;;;   $test      then else control goes to one of them
;;;   $receiver  block required rest?   any number of values, the parameters of the block
;;;
;;; The deliver procedures end the current block.
(define-library (compiler back lower context)
  (export tail-context make-join make-drop make-test make-receiver
          deliver-value! deliver-values! deliver-call! test-context? test-then test-else)
  (import (scheme base) (compiler ir closed) (compiler ir children) (compiler ir flow) (compiler ir operations) (compiler back lower emit))
  (begin
    (define-record-type $tail (make-tail) tail?)
    (define-record-type $join (make-join block) join? (block join-block))
    (define-record-type $drop (make-drop block) drop? (block drop-block))
    (define-record-type $test (make-test then else) test-context?
      (then test-then)
      (else test-else))
    (define-record-type $receiver (make-receiver block required rest?) receiver?
      (block receiver-block)
      (required receiver-required)
      (rest? receiver-rest?))

    (define tail-context (make-tail))

    ;; (deliver-value! context operand): one value.
    (define (deliver-value! context operand)
      (cond ((tail? context) (finish! (make-return current-source operand)))
            ((join? context) (goto! (join-block context) operand))
            ((drop? context) (goto! (drop-block context)))
            ((test-context? context) (branch-on-value! operand (test-then context) (test-else context)))
            (else (deliver-values! context (list operand)))))

    (define (branch-on-value! operand then else)
      (cond ((and (literal? operand) (literal-datum operand)) (goto! then))
            ((literal? operand) (goto! else))
            ((temporary? operand) (branch! 'ne operand false-literal then else))
            (else (goto! then))))

    ;; (deliver-values! context operands): any number of values.
    (define (deliver-values! context operands)
      (cond ((drop? context) (goto! (drop-block context)))
            ((receiver? context) (deliver-to-receiver! context operands))
            ((and (pair? operands) (null? (cdr operands))) (deliver-value! context (car operands)))
            ((tail? context) (finish! (make-return-values current-source operands)))
            (else (values-mismatch! 1 (length operands)))))

    (define (deliver-to-receiver! context operands)
      (let ((required (receiver-required context))
            (received (length operands)))
        (cond ((= required received)
               (finish! (make-goto current-source (receiver-block context)
                                   (if (receiver-rest? context) (append operands (list null-literal)) operands))))
              ((and (receiver-rest? context) (< required received))
               (let loop ((count required) (rest operands) (taken '()))
                 (if (> count 0)
                     (loop (- count 1) (cdr rest) (cons (car rest) taken))
                     (finish! (make-goto current-source (receiver-block context)
                                         (append (reverse taken) (list (list-of rest))))))))
              (else (values-mismatch! required received)))))

    (define (list-of operands)
      (if (null? operands)
          null-literal
          (let* ((rest (list-of (cdr operands)))
                 (pair (emit allocate 'value (* 2 word-bytes) pair-tag)))
            (emit! store64 pair #f 1 (- pair-tag) (car operands))
            (emit! store64 pair #f 1 (- word-bytes pair-tag) rest)
            pair)))

    (define (values-mismatch! expected received)
      (call-hook 'values-error (make-literal expected) (make-literal received))
      (finish! (make-unreachable current-source)))

    ;; (deliver-call! context target closure operands): what a call returns.
    (define (deliver-call! context target closure operands)
      (cond ((tail? context)
             (finish! (make-tail-call current-source target closure operands)))
            ((drop? context)
             (apply emit! call target closure operands)
             (goto! (drop-block context)))
            ((receiver? context)
             (let* ((parameters (map-in-order (lambda (parameter) (make-temporary #f 'value))
                                     (block-parameters (receiver-block context))))
                    (landing (make-block parameters #f)))
               (finish! (make-call-values current-source target closure operands landing
                                          (receiver-required context) (receiver-rest? context)))
               (start-block! landing)
               (finish! (make-goto current-source (receiver-block context) parameters))))
            (else
             (deliver-value! context (apply emit call 'value target closure operands)))))))
