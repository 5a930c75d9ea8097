;;; Name closures: in the running system, static closures become globals that the program's entry fills.
;;;
;;; An image holds a closure without free values as one object, made by the image writer. Code that is installed into the
;;; running system has nobody to make it before the code's address is known, and a procedure must be the same object
;;; wherever it is mentioned. So each such closure gets a global, and the entry procedure begins by making them all.
;;;
;;; Input  Closed      Output Closed      Gives  no $static-closure, no global that begins with one
;;;
;;;   before   (entry … (call (static-closure f:3) 1))
;;;   after    (entry (seq (global-set f (closure f:3)) … (call (global-ref f) 1)))
(define-library (compiler middle name-closures)
  (export name-closures)
  (import (scheme base) (compiler ir core) (compiler ir closed) (compiler ir children))
  (begin
    ;; (name-closures closed-program) -> closed-program. Uses the labels' slots.
    (define (name-closures program)
      (let ((named '()))                ; (global . expression that makes its closure), last one first
        (define (global-of! label)
          (let ((slot (label-slot label)))
            (if (global? slot)
                slot
                (let ((global (make-global (label-name label) #f)))
                  (label-set-slot! label global)
                  (name! global (make-closure #f label '()))
                  global))))

        (define (name! global expression) (set! named (cons (cons global expression) named)))

        (define (name node)
          (cond ((static-closure? node)
                 (make-global-ref (static-closure-source node) (global-of! (static-closure-label node)) #f))
                ((or (const? node) (ref? node) (captured? node) (self? node) (global-ref? node)) node)
                ((closure? node)
                 (make-closure (closure-source node) (closure-label node) (map-in-order name (closure-values node))))
                ((closures? node)
                 (let* ((values (map-in-order (lambda (list) (map-in-order name list)) (closures-values node)))
                        (body (name (closures-body node))))
                   (make-closures (closures-source node) (closures-variables node) (closures-labels node) values body)))
                ((global-set? node)
                 (make-global-set (global-set-source node) (global-set-global node) (name (global-set-value node))))
                ((known-call? node)
                 (let* ((closure (and (known-call-closure node) (name (known-call-closure node))))
                        (operands (map-in-order name (known-call-operands node))))
                   (make-known-call (known-call-source node) (known-call-label node) (known-call-clause node) closure operands)))
                (else (map-children name node))))

        (define (name-global! global)
          (let ((value (global-value global)))
            (when (static-closure? value)
              (global-set-value! global #f)
              (name! global (make-global-ref #f (global-of! (static-closure-label value)) #f)))))

        (for-each (lambda (procedure) (label-set-slot! (procedure-label procedure) #f)) (closed-program-procedures program))
        (for-each name-global! (closed-program-globals program))
        (let* ((procedures (map-in-order
                            (lambda (procedure)
                              (make-procedure (procedure-label procedure) (procedure-name procedure) (procedure-source procedure)
                                              (map-clauses name (procedure-clauses procedure)) (procedure-captured procedure)))
                            (closed-program-procedures program)))
               (entry (closed-program-entry program)))
          (make-closed-program
           (map (lambda (procedure)
                  (if (eq? (procedure-label procedure) entry) (with-closures procedure named) procedure))
                procedures)
           (append (closed-program-globals program) (labels->globals procedures))
           entry
           (closed-program-hooks program)))))

    ;; The globals that labels got.
    (define (labels->globals procedures)
      (let loop ((procedures procedures) (globals '()))
        (cond ((null? procedures) (reverse globals))
              ((label-slot (procedure-label (car procedures)))
               => (lambda (global) (loop (cdr procedures) (cons global globals))))
              (else (loop (cdr procedures) globals)))))

    ;; named: last one first, so that each expression runs before those that refer to its global.
    (define (with-closures procedure named)
      (make-procedure (procedure-label procedure) (procedure-name procedure) (procedure-source procedure)
                      (map-clauses (lambda (body)
                                     (let loop ((named named) (body body))
                                       (if (null? named)
                                           body
                                           (loop (cdr named)
                                                 (make-seq #f
                                                           (make-global-set #f (car (car named)) (cdr (car named)))
                                                           body)))))
                                   (procedure-clauses procedure))
                      (procedure-captured procedure)))))
