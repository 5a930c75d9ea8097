;;; Shapes: what a form should look like, and where one that does not goes wrong.
;;;
;;; A shape is written as the report writes its syntax, as a datum:
;;;
;;;   (let ((name expression) ...) body ...)
;;;
;;; and is both what the hint shows and what the diagnosis follows. The keyword procedures check their forms themselves; here a form
;;; that failed is compared with its shapes, and the first part is named that is missing, left over or of the wrong kind.
;;;
;;;   (report-ill-formed datum position shape …)      the form `datum` at the position has none of these shapes
;;;   (report-ill-shaped what syntax shape …)          the part of a form, called `what`, has none of these
;;;
;;;   m.scm:2:1: error: malformed let: `body` is missing
;;;     hint: expected (let ((name expression) ...) body ...)
;;;
;;; In a shape:
;;;
;;;   name variable field …     an identifier                 predicate    an identifier or #f
;;;   "file"                    a string literal              step modifier   anything, may be missing
;;;   (constructor field ...)   also an identifier or a boolean
;;;   (name ...) (parameter ...)   anything: they have their own messages
;;;   word ...                  any number; of body, clause, (test expression ...) and files at least one
;;;   another word              anything                      a list       a list whose parts fit
(define-library (expander shapes)
  (export report-ill-formed report-ill-shaped)
  (import (scheme base) (base list) (base text) (base report) (reader syntax))
  (begin
    (define (report-ill-formed datum position . shapes)
      (report-furthest (text "malformed " (car (car shapes))) position shapes
                       (map (lambda (shape) (list-misfit (cdr shape) (cdr datum) position 0 1000)) shapes)))

    (define (report-ill-shaped what syntax . shapes)
      (report-furthest (text "malformed " what) (cdr syntax) shapes
                       (map (lambda (shape) (part-misfit shape syntax 0 1000)) shapes)))

    (define (report-furthest message position shapes misfits)
      (let ((misfit (furthest misfits))
            (hint (text "expected " (text-join (map shape-text shapes) " or "))))
        (if misfit
            (report-error! (or (misfit-position misfit) position)
                           (text message ": " (misfit-message misfit))
                           hint
                           (misfit-hint misfit))
            (report-error! position message hint))))

    ;; depth: how far the shape fitted, a thousand for each part of the form, one for each part of a part; hint: string or #f.
    (define-record-type misfit
      (make-misfit depth position message hint)
      misfit?
      (depth misfit-depth)
      (position misfit-position)
      (message misfit-message)
      (hint misfit-hint))

    ;; The one that came furthest: its shape is what was meant. #f when a shape found nothing wrong.
    (define (furthest misfits)
      (let loop ((rest (cdr misfits)) (best (car misfits)))
        (cond ((or (not best) (null? rest)) best)
              ((or (not (car rest)) (> (misfit-depth (car rest)) (misfit-depth best))) (loop (cdr rest) (car rest)))
              (else (loop (cdr rest) best)))))

    ;; (list-misfit shapes chain position depth unit) -> misfit or #f. unit: what one part counts.
    (define (list-misfit shapes chain position depth unit)
      (let loop ((shapes shapes) (chain chain) (depth depth))
        (cond ((not (or (pair? chain) (null? chain)))
               (make-misfit depth position "a dot cannot stand here" #f))
              ((null? shapes)
               (and (pair? chain)
                    (make-misfit depth (cdr (car chain)) "this is one part too many" #f)))
              ((and (pair? (cdr shapes)) (eq? '... (cadr shapes)))
               (repeated-misfit (car shapes) chain position depth unit))
              ((null? chain)
               (and (not (memq (car shapes) '(step modifier)))
                    (make-misfit depth position (missing-message (car shapes)) #f)))
              ((part-misfit (car shapes) (car chain) depth unit))
              (else (loop (cdr shapes) (cdr chain) (+ depth unit))))))

    (define (missing-message shape)
      (text "`" (shape-text shape) "` is missing"))

    (define (repeated-misfit shape chain position depth unit)
      (if (and (null? chain) (or (string? shape) (memq shape '(body clause)) (equal? shape '(test expression ...))))
          (make-misfit depth position (missing-message (if (pair? shape) 'clause shape)) #f)
          (let loop ((chain chain))
            (cond ((null? chain) #f)
                  ((not (pair? chain)) (make-misfit depth position "a dot cannot stand here" #f))
                  ((part-misfit shape (car chain) depth unit))
                  (else (loop (cdr chain)))))))

    ;; (part-misfit shape syntax depth unit) -> misfit or #f
    (define (part-misfit shape syntax depth unit)
      (let ((datum (car syntax)))
        (cond ((string? shape)
               (and (not (string? datum))
                    (make-misfit depth (cdr syntax) "a string must stand here" #f)))
              ((memq shape '(name new-name variable keyword field accessor modifier))
               (and (not (identifier-datum? datum))
                    (make-misfit depth (cdr syntax) "a name must stand here" #f)))
              ((eq? shape 'predicate)
               (and datum
                    (not (identifier-datum? datum))
                    (make-misfit depth (cdr syntax) "the name of the predicate must stand here" #f)))
              ((not (pair? shape)) #f)
              ((and (memq (car shape) '(name parameter)) (eq? '... (cadr shape))) #f)
              ((and (eq? (car shape) 'constructor) (or (identifier-datum? datum) (boolean? datum))) #f)
              ((not (or (pair? datum) (null? datum)))
               (make-misfit depth (cdr syntax) (text "a list " (shape-text shape) " must stand here") #f))
              ((single-element? shape datum)
               (make-misfit depth (cdr syntax) "a pair of parentheses is missing around this" (doubled-hint datum)))
              (else (list-misfit shape datum (cdr syntax) depth (quotient unit 1000))))))

    ;; What was meant, when it is short.
    (define (doubled-hint datum)
      (let ((meant (text "(" (datum->text (datum->plain datum)) ")")))
        (and (< (string-length meant) 50) (text "write " meant))))

    ;; Like `write`, but (quote datum) in full.
    (define (shape-text shape)
      (cond ((not (pair? shape)) (datum->text shape))
            (else (text "(" (text-join (map shape-text shape) " ") ")"))))

    ;; (x 1) where ((name expression) ...) is expected?
    (define (single-element? shape datum)
      (and (pair? (car shape))
           (pair? (cdr shape))
           (eq? '... (cadr shape))
           (pair? datum)
           (list-misfit shape datum #f 0 0)
           (not (list-misfit (car shape) datum #f 0 0))))))
