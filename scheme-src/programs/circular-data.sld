;;; Circular data: what eval can be given although the expander's syntax is a finite tree.
;;;
;;;   (without-circles datum) -> the datum itself, or a copy in which what contains itself is `labelled` (reader syntax)
;;;
;;;   before   (quote #0=(a . #0#))
;;;   after    (quote LABELLED), whose datum is the very list
;;;
;;; As in source text, circular data make sense only inside quote; elsewhere the expander says so. A datum of usual size costs
;;; one walk; what the walk does not come to an end of is searched with a table.
(define-library (programs circular-data)
  (export without-circles)
  (import (scheme base) (only (reader syntax) make-labelled) (runtime hash-tables))
  (begin
    (define fuel-of-walk 20000)

    (define (without-circles datum)
      (cond ((walk datum fuel-of-walk) datum)
            (else
             (let ((circular (make-eq-hash-table)))
               (find-circular! datum circular)
               (if (= (hash-table-count circular) 0)
                   datum
                   (copy datum circular))))))

    ;; -> fuel left, or #f when it was used up.
    (define (walk datum fuel)
      (cond ((= fuel 0) #f)
            ((pair? datum)
             (let ((left (walk (car datum) (- fuel 1))))
               (and left (walk (cdr datum) left))))
            ((vector? datum)
             (let loop ((index 0) (fuel (- fuel 1)))
               (cond ((not fuel) #f)
                     ((= index (vector-length datum)) fuel)
                     (else (loop (+ index 1) (walk (vector-ref datum index) fuel))))))
            (else fuel)))

    (define (compound? datum)
      (or (pair? datum) (vector? datum)))

    ;; What is found again while it is open contains itself; every circle has one such.
    (define (find-circular! datum circular)
      (let ((states (make-eq-hash-table)))
        (let visit ((datum datum))
          (when (compound? datum)
            (case (hash-table-ref/default states datum 'unknown)
              ((unknown)
               (hash-table-set! states datum 'open)
               (if (pair? datum)
                   (begin
                     (visit (car datum))
                     (visit (cdr datum)))
                   (vector-for-each visit datum))
               (hash-table-set! states datum 'closed))
              ((open) (hash-table-set! circular datum #t)))))))

    ;; What is shared is copied once.
    (define (copy datum circular)
      (let ((copies (make-eq-hash-table)))
        (let copy ((datum datum))
          (cond ((not (compound? datum)) datum)
                ((hash-table-contains? circular datum) (make-labelled datum))
                ((hash-table-ref/default copies datum #f))
                (else
                 (let ((new (if (pair? datum)
                                (let ((head (copy (car datum))))
                                  (cons head (copy (cdr datum))))
                                (vector-map copy datum))))
                   (hash-table-set! copies datum new)
                   new))))))))
