;;; SRFI 43: the older vector library, which SRFI 133 follows; here folding, mapping and counting procedures get the index first.
;;; Deviations: none.
(define-library (srfi 43)
  (export make-vector vector vector-unfold vector-unfold-right vector-copy vector-reverse-copy vector-append
          vector-concatenate vector? vector-empty? vector= vector-ref vector-length
          vector-fold vector-fold-right vector-map vector-map! vector-for-each vector-count
          vector-index vector-index-right vector-skip vector-skip-right vector-binary-search vector-any vector-every
          vector-set! vector-swap! vector-fill! vector-reverse! vector-copy! vector-reverse-copy!
          vector->list reverse-vector->list list->vector reverse-list->vector)
  (import (except (scheme base) vector-copy vector-map vector-for-each list->vector)
          (prefix (only (scheme base) vector-copy list->vector) base-)
          (scheme case-lambda)
          (except (srfi 133) vector-copy vector-fold vector-fold-right vector-map vector-map! vector-for-each vector-count
                  list->vector))
  (begin
    (define (shortest vectors)
      (let loop ((length (vector-length (car vectors))) (rest (cdr vectors)))
        (if (null? rest) length (loop (min length (vector-length (car rest))) (cdr rest)))))

    (define (elements vectors index)
      (if (null? vectors) '() (cons (vector-ref (car vectors) index) (elements (cdr vectors) index))))

    ;; The end may lie beyond the vector: the places behind it get the fill.
    (define vector-copy
      (case-lambda
        ((vector) (base-vector-copy vector))
        ((vector start) (base-vector-copy vector start))
        ((vector start end)
         (if (<= end (vector-length vector)) (base-vector-copy vector start end) (extended vector start end #f)))
        ((vector start end fill) (extended vector start end fill))))

    (define (extended vector start end fill)
      (let ((copy (make-vector (- end start) fill)))
        (vector-copy! copy 0 vector start (min end (vector-length vector)))
        copy))

    (define vector-fold
      (case-lambda
        ((combine seed vector)
         (let ((length (vector-length vector)))
           (let loop ((index 0) (result seed))
             (if (= index length) result (loop (+ index 1) (combine index result (vector-ref vector index)))))))
        ((combine seed . vectors)
         (let ((length (shortest vectors)))
           (let loop ((index 0) (result seed))
             (if (= index length) result (loop (+ index 1) (apply combine index result (elements vectors index)))))))))

    (define vector-fold-right
      (case-lambda
        ((combine seed vector)
         (let loop ((index (- (vector-length vector) 1)) (result seed))
           (if (< index 0) result (loop (- index 1) (combine index result (vector-ref vector index))))))
        ((combine seed . vectors)
         (let loop ((index (- (shortest vectors) 1)) (result seed))
           (if (< index 0) result (loop (- index 1) (apply combine index result (elements vectors index))))))))

    ;; (procedure index element …) for each index.
    (define (each procedure vectors)
      (let ((length (shortest vectors)))
        (if (null? (cdr vectors))
            (let ((vector (car vectors)))
              (let loop ((index 0))
                (when (< index length)
                  (procedure index (vector-ref vector index))
                  (loop (+ index 1)))))
            (let loop ((index 0))
              (when (< index length)
                (apply procedure index (elements vectors index))
                (loop (+ index 1)))))))

    (define (vector-for-each procedure vector . vectors) (each procedure (cons vector vectors)))

    (define (vector-map procedure vector . vectors)
      (let* ((vectors (cons vector vectors))
             (result (make-vector (shortest vectors))))
        (each (mapping procedure result) vectors)
        result))

    (define (vector-map! procedure vector . vectors)
      (each (mapping procedure vector) (cons vector vectors)))

    (define (mapping procedure result)
      (case-lambda
        ((index object) (vector-set! result index (procedure index object)))
        ((index . objects) (vector-set! result index (apply procedure index objects)))))

    (define (vector-count satisfied? vector . vectors)
      (let ((count 0))
        (each (case-lambda
                ((index object) (when (satisfied? index object) (set! count (+ count 1))))
                ((index . objects) (when (apply satisfied? index objects) (set! count (+ count 1)))))
              (cons vector vectors))
        count))

    (define list->vector
      (case-lambda
        ((list) (base-list->vector list))
        ((list start) (base-list->vector (list-tail list start)))
        ((list start end) (base-vector-copy (base-list->vector list) start end))))))
