;;; SRFI 133: the vector library. Deviations: none.
;;;
;;; Procedures of one vector and of several have separate clauses; several vectors end with the shortest.
(define-library (srfi 133)
  (export make-vector vector vector-unfold vector-unfold-right vector-copy vector-reverse-copy vector-append
          vector-concatenate vector-append-subvectors
          vector? vector-empty? vector= vector-ref vector-length
          vector-fold vector-fold-right vector-map vector-map! vector-for-each vector-count vector-cumulate
          vector-index vector-index-right vector-skip vector-skip-right vector-binary-search vector-any vector-every
          vector-partition
          vector-set! vector-swap! vector-fill! vector-reverse! vector-copy! vector-reverse-copy! vector-unfold!
          vector-unfold-right!
          vector->list reverse-vector->list list->vector reverse-list->vector vector->string string->vector)
  (import (scheme base) (scheme case-lambda))
  (begin
    ;;; Several vectors

    (define (shortest vectors)
      (let loop ((length (vector-length (car vectors))) (rest (cdr vectors)))
        (if (null? rest) length (loop (min length (vector-length (car rest))) (cdr rest)))))

    (define (elements vectors index)
      (if (null? vectors) '() (cons (vector-ref (car vectors) index) (elements (cdr vectors) index))))

    (define (check-range who vector start end)
      (unless (and (exact-integer? start) (exact-integer? end) (<= 0 start end (vector-length vector)))
        (error (string-append (symbol->string who) ": not a range of the vector") start end)))

    ;;; Constructors

    ;; One value and the seeds of each call.
    ;; (vector-unfold procedure length seed ...) -> vector of the first values of (procedure index seed ...), whose other values
    ;; are the next seeds
    (define vector-unfold
      (case-lambda
        ((procedure length)
         (let ((vector (make-vector length #f)))
           (let loop ((index 0))
             (when (< index length)
               (vector-set! vector index (procedure index))
               (loop (+ index 1))))
           vector))
        ((procedure length . seeds)
         (let ((vector (make-vector length #f)))
           (apply vector-unfold! procedure vector 0 length seeds)
           vector))))

    ;; (vector-unfold-right procedure length seed ...) -> the same, filled from the end
    (define (vector-unfold-right procedure length . seeds)
      (let ((vector (make-vector length #f)))
        (apply vector-unfold-right! procedure vector 0 length seeds)
        vector))

    ;; (vector-unfold! procedure vector start end seed ...): like vector-unfold, into places of a vector
    (define (vector-unfold! procedure vector start end . seeds)
      (check-range 'vector-unfold! vector start end)
      (let loop ((index start) (seeds seeds))
        (when (< index end)
          (call-with-values (lambda () (apply procedure index seeds))
            (lambda (object . seeds)
              (vector-set! vector index object)
              (loop (+ index 1) seeds))))))

    ;; (vector-unfold-right! procedure vector start end seed ...): the same, filled from the end
    (define (vector-unfold-right! procedure vector start end . seeds)
      (check-range 'vector-unfold-right! vector start end)
      (let loop ((index (- end 1)) (seeds seeds))
        (when (>= index start)
          (call-with-values (lambda () (apply procedure index seeds))
            (lambda (object . seeds)
              (vector-set! vector index object)
              (loop (- index 1) seeds))))))

    ;; (vector-reverse-copy vector [start [end]]) -> a new vector of these elements in the opposite order
    (define vector-reverse-copy
      (case-lambda
        ((vector) (vector-reverse-copy vector 0 (vector-length vector)))
        ((vector start) (vector-reverse-copy vector start (vector-length vector)))
        ((vector start end)
         (check-range 'vector-reverse-copy vector start end)
         (let ((copy (make-vector (- end start))))
           (vector-reverse-copy! copy 0 vector start end)
           copy))))

    ;; (vector-concatenate vectors) -> one vector of the elements of all
    (define (vector-concatenate vectors)
      (let ((result (make-vector (let loop ((rest vectors) (total 0))
                                   (if (null? rest) total (loop (cdr rest) (+ total (vector-length (car rest)))))))))
        (let loop ((rest vectors) (at 0))
          (if (null? rest)
              result
              (begin
                (vector-copy! result at (car rest))
                (loop (cdr rest) (+ at (vector-length (car rest)))))))))

    ;; Arguments: vector start end …
    ;; (vector-append-subvectors vector start end ...) -> one vector of the parts
    (define (vector-append-subvectors . arguments)
      (let loop ((rest arguments) (parts '()))
        (if (null? rest)
            (vector-concatenate (reverse parts))
            (loop (cdr (cddr rest)) (cons (vector-copy (car rest) (cadr rest) (car (cddr rest))) parts)))))

    ;;; Predicates

    ;; (vector-empty? vector): has it no element?
    (define (vector-empty? vector) (= (vector-length vector) 0))

    ;; (vector= same? vector ...): have all the same length and elements that are the same in turn?
    (define (vector= same? . vectors)
      (define (two-same? one other)
        (let ((length (vector-length one)))
          (and (= length (vector-length other))
               (let loop ((index 0))
                 (or (= index length)
                     (and (same? (vector-ref one index) (vector-ref other index)) (loop (+ index 1))))))))
      (or (null? vectors)
          (let loop ((vector (car vectors)) (rest (cdr vectors)))
            (or (null? rest)
                (and (two-same? vector (car rest))
                     (loop (car rest) (cdr rest)))))))

    ;;; Iteration

    ;; (vector-fold combine seed vector ...) -> (combine result element ...) from left to right, beginning with the seed
    (define vector-fold
      (case-lambda
        ((combine seed vector)
         (let ((length (vector-length vector)))
           (let loop ((index 0) (result seed))
             (if (= index length) result (loop (+ index 1) (combine result (vector-ref vector index)))))))
        ((combine seed . vectors)
         (let ((length (shortest vectors)))
           (let loop ((index 0) (result seed))
             (if (= index length) result (loop (+ index 1) (apply combine result (elements vectors index)))))))))

    ;; (vector-fold-right combine seed vector ...) -> the same from right to left
    (define vector-fold-right
      (case-lambda
        ((combine seed vector)
         (let loop ((index (- (vector-length vector) 1)) (result seed))
           (if (< index 0) result (loop (- index 1) (combine result (vector-ref vector index))))))
        ((combine seed . vectors)
         (let loop ((index (- (shortest vectors) 1)) (result seed))
           (if (< index 0) result (loop (- index 1) (apply combine result (elements vectors index))))))))

    ;; (vector-map! procedure vector more ...): the results replace the elements of the first vector
    (define vector-map!
      (case-lambda
        ((procedure vector)
         (let ((length (vector-length vector)))
           (let loop ((index 0))
             (when (< index length)
               (vector-set! vector index (procedure (vector-ref vector index)))
               (loop (+ index 1))))))
        ((procedure vector . vectors)
         (let* ((vectors (cons vector vectors)) (length (shortest vectors)))
           (let loop ((index 0))
             (when (< index length)
               (vector-set! vector index (apply procedure (elements vectors index)))
               (loop (+ index 1))))))))

    ;; (vector-count satisfied? vector ...) -> at how many places the predicate holds
    (define vector-count
      (case-lambda
        ((satisfied? vector)
         (vector-fold (lambda (count object) (if (satisfied? object) (+ count 1) count)) 0 vector))
        ((satisfied? . vectors)
         (apply vector-fold (lambda (count . objects) (if (apply satisfied? objects) (+ count 1) count)) 0 vectors))))

    ;; (vector-cumulate combine seed vector) -> vector of the results of vector-fold after each element
    (define (vector-cumulate combine seed vector)
      (let* ((length (vector-length vector)) (result (make-vector length)))
        (let loop ((index 0) (value seed))
          (if (= index length)
              result
              (let ((value (combine value (vector-ref vector index))))
                (vector-set! result index value)
                (loop (+ index 1) value))))))

    ;;; Searching

    ;; (vector-index satisfied? vector ...) -> the first index where the predicate holds, or #f
    (define vector-index
      (case-lambda
        ((satisfied? vector)
         (let ((length (vector-length vector)))
           (let loop ((index 0))
             (cond ((= index length) #f)
                   ((satisfied? (vector-ref vector index)) index)
                   (else (loop (+ index 1)))))))
        ((satisfied? . vectors)
         (let ((length (shortest vectors)))
           (let loop ((index 0))
             (cond ((= index length) #f)
                   ((apply satisfied? (elements vectors index)) index)
                   (else (loop (+ index 1)))))))))

    ;; (vector-index-right satisfied? vector ...) -> the last index where the predicate holds, or #f
    (define vector-index-right
      (case-lambda
        ((satisfied? vector)
         (let loop ((index (- (vector-length vector) 1)))
           (cond ((< index 0) #f)
                 ((satisfied? (vector-ref vector index)) index)
                 (else (loop (- index 1))))))
        ((satisfied? . vectors)
         (let loop ((index (- (shortest vectors) 1)))
           (cond ((< index 0) #f)
                 ((apply satisfied? (elements vectors index)) index)
                 (else (loop (- index 1))))))))

    (define (unsatisfied satisfied?)
      (case-lambda
        ((object) (not (satisfied? object)))
        (objects (not (apply satisfied? objects)))))

    ;; (vector-skip satisfied? vector ...) -> the first index where it does not hold, or #f; vector-skip-right: the last
    (define (vector-skip satisfied? . vectors) (apply vector-index (unsatisfied satisfied?) vectors))
    (define (vector-skip-right satisfied? . vectors) (apply vector-index-right (unsatisfied satisfied?) vectors))

    ;; (compare element value) is negative, zero or positive.
    ;; (vector-binary-search vector object compare) -> an index where (compare element object) is 0, or #f; the vector is sorted
    ;; by compare. O(log n).
    (define (vector-binary-search vector value compare)
      (let loop ((start 0) (end (vector-length vector)))
        (and (< start end)
             (let* ((middle (quotient (+ start end) 2))
                    (order (compare (vector-ref vector middle) value)))
               (cond ((= order 0) middle)
                     ((< order 0) (loop (+ middle 1) end))
                     (else (loop start middle)))))))

    ;; (vector-any satisfied? vector ...) -> the first true answer, or #f
    (define vector-any
      (case-lambda
        ((satisfied? vector)
         (let ((length (vector-length vector)))
           (let loop ((index 0))
             (and (< index length)
                  (or (satisfied? (vector-ref vector index)) (loop (+ index 1)))))))
        ((satisfied? . vectors)
         (let ((length (shortest vectors)))
           (let loop ((index 0))
             (and (< index length)
                  (or (apply satisfied? (elements vectors index)) (loop (+ index 1)))))))))

    ;; (vector-every satisfied? vector ...) -> the last answer when all are true, else #f
    (define vector-every
      (case-lambda
        ((satisfied? vector)
         (let ((length (vector-length vector)))
           (let loop ((index 0) (answer #t))
             (if (= index length)
                 answer
                 (let ((answer (satisfied? (vector-ref vector index))))
                   (and answer (loop (+ index 1) answer)))))))
        ((satisfied? . vectors)
         (let ((length (shortest vectors)))
           (let loop ((index 0) (answer #t))
             (if (= index length)
                 answer
                 (let ((answer (apply satisfied? (elements vectors index))))
                   (and answer (loop (+ index 1) answer)))))))))

    ;; The elements that satisfy, then the others, both in order; and the number of the first.
    ;; (vector-partition satisfied? vector) -> vector with the elements of which it holds in front, and how many these are: two
    ;; values. Order is kept.
    (define (vector-partition satisfied? vector)
      (let* ((length (vector-length vector))
             (result (make-vector length)))
        (let loop ((index 0) (in 0) (others '()))
          (if (= index length)
              (begin
                (let fill ((at (- length 1)) (others others))
                  (unless (null? others)
                    (vector-set! result at (car others))
                    (fill (- at 1) (cdr others))))
                (values result in))
              (let ((object (vector-ref vector index)))
                (if (satisfied? object)
                    (begin
                      (vector-set! result in object)
                      (loop (+ index 1) (+ in 1) others))
                    (loop (+ index 1) in (cons object others))))))))

    ;;; Mutation

    ;; (vector-swap! vector index other): the elements change places
    (define (vector-swap! vector one other)
      (let ((object (vector-ref vector one)))
        (vector-set! vector one (vector-ref vector other))
        (vector-set! vector other object)))

    ;; (vector-reverse! vector [start [end]]): the elements in the opposite order
    (define vector-reverse!
      (case-lambda
        ((vector) (vector-reverse! vector 0 (vector-length vector)))
        ((vector start) (vector-reverse! vector start (vector-length vector)))
        ((vector start end)
         (check-range 'vector-reverse! vector start end)
         (let loop ((low start) (high (- end 1)))
           (when (< low high)
             (vector-swap! vector low high)
             (loop (+ low 1) (- high 1)))))))

    ;; Both may be one vector.
    ;; (vector-reverse-copy! to at from [start [end]]): the elements of from, in the opposite order, go to `to` from at on
    (define vector-reverse-copy!
      (case-lambda
        ((to at from) (vector-reverse-copy! to at from 0 (vector-length from)))
        ((to at from start) (vector-reverse-copy! to at from start (vector-length from)))
        ((to at from start end)
         (check-range 'vector-reverse-copy! from start end)
         (check-range 'vector-reverse-copy! to at (+ at (- end start)))
         (if (eq? to from)
             (begin
               (vector-copy! to at from start end)
               (vector-reverse! to at (+ at (- end start))))
             (let loop ((at at) (index (- end 1)))
               (when (>= index start)
                 (vector-set! to at (vector-ref from index))
                 (loop (+ at 1) (- index 1))))))))

    ;;; Conversion

    ;; (reverse-vector->list vector [start [end]]) -> list of the elements, the last one first
    (define reverse-vector->list
      (case-lambda
        ((vector) (reverse-vector->list vector 0 (vector-length vector)))
        ((vector start) (reverse-vector->list vector start (vector-length vector)))
        ((vector start end)
         (check-range 'reverse-vector->list vector start end)
         (let loop ((index start) (result '()))
           (if (= index end) result (loop (+ index 1) (cons (vector-ref vector index) result)))))))

    ;; (reverse-list->vector list) -> vector of the elements, the last one first
    (define (reverse-list->vector list)
      (let* ((length (length list)) (vector (make-vector length)))
        (let loop ((index (- length 1)) (rest list))
          (if (null? rest)
              vector
              (begin
                (vector-set! vector index (car rest))
                (loop (- index 1) (cdr rest)))))))))
