;;; SRFI 214: flexvectors, vectors that grow and shrink. Deviations: none.
;;;
;;; A flexvector is a vector with room and the number of elements in it. Adding and removing at the back takes constant time on
;;; average, elsewhere it is linear in what stands behind. Ranges [start, end) are cut to what there is.
(define-library (srfi 214)
  (export make-flexvector flexvector flexvector-unfold flexvector-unfold-right flexvector-copy flexvector-reverse-copy
          flexvector-append flexvector-concatenate flexvector-append-subvectors
          flexvector? flexvector-empty? flexvector=? flexvector-ref flexvector-front flexvector-back flexvector-length
          flexvector-add! flexvector-add-front! flexvector-add-back! flexvector-add-all! flexvector-append!
          flexvector-remove! flexvector-remove-front! flexvector-remove-back! flexvector-remove-range! flexvector-clear!
          flexvector-set! flexvector-swap! flexvector-fill! flexvector-reverse! flexvector-copy! flexvector-reverse-copy!
          flexvector-fold flexvector-fold-right flexvector-map flexvector-map/index flexvector-map! flexvector-map/index!
          flexvector-append-map flexvector-append-map/index flexvector-filter flexvector-filter/index flexvector-filter!
          flexvector-filter/index! flexvector-for-each flexvector-for-each/index flexvector-count flexvector-cumulate
          flexvector-index flexvector-index-right flexvector-skip flexvector-skip-right flexvector-binary-search
          flexvector-any flexvector-every flexvector-partition
          flexvector->vector vector->flexvector flexvector->list reverse-flexvector->list list->flexvector
          reverse-list->flexvector flexvector->string string->flexvector flexvector->generator generator->flexvector)
  (import (scheme base) (scheme case-lambda))
  (begin
    ;; room: a vector; length: number of elements, which stand at its beginning.
    (define-record-type flexvector-type
      (make-raw room length)
      flexvector?
      (room room set-room!)
      (length flexvector-length set-length!))

    (define (check-index who vector index limit)
      (unless (and (exact-integer? index) (< -1 index limit))
        (error (string-append who ": no such index") index (flexvector-length vector))))

    (define (check-not-empty who vector)
      (when (flexvector-empty? vector) (error (string-append who ": the flexvector is empty"))))

    (define (clamp index length) (max 0 (min index length)))

    ;; (define-ranged (name argument ... start end) (length) body ...): start and end may be missing; they are cut to 0 … length.
    (define-syntax define-ranged
      (syntax-rules ()
        ((_ (name (argument ...) start end) length body ...)
         (define name
           (case-lambda
             ((argument ...) (name argument ... 0 length))
             ((argument ... start) (name argument ... start length))
             ((argument ... from to)
              (let ((start (clamp from length)) (end (clamp to length)))
                (when (> start end) (error "the end is before the start" 'name from to))
                body ...)))))))

    ;; Room for so many elements.
    (define (ensure-room! vector length)
      (when (> length (vector-length (room vector)))
        (let ((larger (make-vector (max length 4 (* 2 (vector-length (room vector)))) #f)))
          (vector-copy! larger 0 (room vector) 0 (flexvector-length vector))
          (set-room! vector larger))))

    ;; Less elements; what is left of the others is forgotten.
    (define (shrink! vector length)
      (vector-fill! (room vector) #f length (flexvector-length vector))
      (set-length! vector length))

    ;; Opens a gap of count places at the index.
    (define (open! vector index count)
      (let ((length (flexvector-length vector)))
        (ensure-room! vector (+ length count))
        (vector-copy! (room vector) (+ index count) (room vector) index length)
        (set-length! vector (+ length count))))

    ;;; Constructors

    ;; (make-flexvector size [fill]) -> flexvector of so many elements; (flexvector element ...) -> of these
    (define make-flexvector
      (case-lambda
        ((size) (make-raw (make-vector size #f) size))
        ((size fill) (make-raw (make-vector size fill) size))))
    (define (flexvector . elements) (list->flexvector elements))

    ;; (flexvector-unfold stop? mapper successor seed ...) -> of (mapper seed ...) until (stop? seed ...); successor gives the next
    ;; seeds. flexvector-unfold-right: in the opposite order
    (define (flexvector-unfold stop? mapper successor . seeds)
      (let ((result (flexvector)))
        (let loop ((seeds seeds))
          (if (apply stop? seeds)
              result
              (begin
                (flexvector-add-back! result (apply mapper seeds))
                (call-with-values (lambda () (apply successor seeds)) (lambda seeds (loop seeds))))))))
    (define (flexvector-unfold-right stop? mapper successor . seeds)
      (flexvector-reverse! (apply flexvector-unfold stop? mapper successor seeds)))

    ;; (flexvector-copy flexvector [start [end]]), flexvector-reverse-copy -> a fresh one of these elements, in opposite order
    (define-ranged (flexvector-copy (vector) start end) (flexvector-length vector)
      (make-raw (vector-copy (room vector) start end) (- end start)))
    (define-ranged (flexvector-reverse-copy (vector) start end) (flexvector-length vector)
      (flexvector-reverse! (flexvector-copy vector start end)))

    ;; (flexvector-append flexvector ...), (flexvector-concatenate list) -> of the elements of all;
    ;; (flexvector-append-subvectors flexvector start end ...) -> of the parts
    (define (flexvector-append . vectors) (flexvector-concatenate vectors))
    (define (flexvector-concatenate vectors) (apply flexvector-append! (flexvector) vectors))
    (define (flexvector-append-subvectors . arguments)
      (let loop ((rest arguments) (parts '()))
        (if (null? rest)
            (flexvector-concatenate (reverse parts))
            (loop (list-tail rest 3) (cons (flexvector-copy (car rest) (cadr rest) (list-ref rest 2)) parts)))))

    ;;; Elements

    ;; (flexvector-empty? flexvector): has it no element?
    (define (flexvector-empty? vector) (= (flexvector-length vector) 0))

    ;; (flexvector=? same? flexvector ...): have all the same length, and elements that are the same?
    (define (flexvector=? same? . vectors)
      (define (two-same? one other)
        (let ((length (flexvector-length one)))
          (and (= length (flexvector-length other))
               (let loop ((index 0))
                 (or (= index length)
                     (and (same? (flexvector-ref one index) (flexvector-ref other index)) (loop (+ index 1))))))))
      (or (null? vectors)
          (let loop ((vector (car vectors)) (rest (cdr vectors)))
            (or (null? rest) (and (two-same? vector (car rest)) (loop (car rest) (cdr rest)))))))

    ;; (flexvector-ref flexvector index) -> element; flexvector-front, flexvector-back -> the first, last one. Errors when it is not
    ;; there.
    (define (flexvector-ref vector index)
      (check-index "flexvector-ref" vector index (flexvector-length vector))
      (vector-ref (room vector) index))
    (define (flexvector-front vector)
      (check-not-empty "flexvector-front" vector)
      (vector-ref (room vector) 0))
    (define (flexvector-back vector)
      (check-not-empty "flexvector-back" vector)
      (vector-ref (room vector) (- (flexvector-length vector) 1)))

    ;; (flexvector-set! flexvector index object) -> the object that was there; at the index of the length it is added
    (define (flexvector-set! vector index object)
      (let ((length (flexvector-length vector)))
        (check-index "flexvector-set!" vector index (+ length 1))
        (if (= index length)
            (begin (flexvector-add-back! vector object) (if #f #f))
            (let ((old (vector-ref (room vector) index)))
              (vector-set! (room vector) index object)
              old))))

    ;;; Growing and shrinking; what is not said to give an element gives the flexvector.

    ;; (flexvector-add! flexvector index object ...), (flexvector-add-all! flexvector index list): puts the objects before the
    ;; element at the index
    (define (flexvector-add! vector index . objects) (flexvector-add-all! vector index objects))
    (define (flexvector-add-all! vector index list)
      (check-index "flexvector-add!" vector index (+ (flexvector-length vector) 1))
      (open! vector index (length list))
      (let loop ((index index) (list list))
        (unless (null? list)
          (vector-set! (room vector) index (car list))
          (loop (+ index 1) (cdr list))))
      vector)

    ;; (flexvector-add-front! flexvector object ...), (flexvector-add-back! flexvector object ...): at the ends
    (define (flexvector-add-front! vector . objects) (flexvector-add-all! vector 0 objects))
    (define flexvector-add-back!
      (case-lambda
        ((vector object)
         (let ((length (flexvector-length vector)))
           (ensure-room! vector (+ length 1))
           (vector-set! (room vector) length object)
           (set-length! vector (+ length 1))
           vector))
        ((vector . objects) (flexvector-add-all! vector (flexvector-length vector) objects))))

    ;; (flexvector-append! flexvector other ...): adds the elements of the others at the back
    (define (flexvector-append! vector . others)
      (for-each (lambda (other)
                  (let ((length (flexvector-length vector)) (count (flexvector-length other)))
                    (open! vector length count)
                    (vector-copy! (room vector) length (room other) 0 count)))
                others)
      vector)

    ;; (flexvector-remove! flexvector index), flexvector-remove-front!, flexvector-remove-back! -> the element, which it loses
    (define (flexvector-remove! vector index)
      (check-index "flexvector-remove!" vector index (flexvector-length vector))
      (let ((object (vector-ref (room vector) index)))
        (flexvector-remove-range! vector index (+ index 1))
        object))
    (define (flexvector-remove-front! vector)
      (check-not-empty "flexvector-remove-front!" vector)
      (flexvector-remove! vector 0))
    (define (flexvector-remove-back! vector)
      (check-not-empty "flexvector-remove-back!" vector)
      (flexvector-remove! vector (- (flexvector-length vector) 1)))

    ;; (flexvector-remove-range! flexvector start [end]): loses these elements; (flexvector-clear! flexvector): all
    (define-ranged (flexvector-remove-range! (vector) start end) (flexvector-length vector)
      (let ((length (flexvector-length vector)))
        (vector-copy! (room vector) start (room vector) end length)
        (shrink! vector (- length (- end start)))
        vector))
    (define (flexvector-clear! vector)
      (set-room! vector (make-vector 0))
      (set-length! vector 0)
      vector)

    ;;; Changing in place; they give the flexvector.

    ;; (flexvector-swap! flexvector index other): exchanges two elements
    (define (flexvector-swap! vector index other)
      (let ((object (flexvector-ref vector index)))
        (flexvector-set! vector index (flexvector-ref vector other))
        (flexvector-set! vector other object)
        vector))

    ;; (flexvector-fill! flexvector object [start [end]]): puts the object everywhere
    (define-ranged (flexvector-fill! (vector object) start end) (flexvector-length vector)
      (vector-fill! (room vector) object start end)
      vector)

    ;; (flexvector-reverse! flexvector): turns it around
    (define (flexvector-reverse! vector)
      (let loop ((low 0) (high (- (flexvector-length vector) 1)))
        (when (< low high)
          (let ((object (vector-ref (room vector) low)))
            (vector-set! (room vector) low (vector-ref (room vector) high))
            (vector-set! (room vector) high object)
            (loop (+ low 1) (- high 1)))))
      vector)

    ;; (flexvector-copy! to at from [start [end]]), flexvector-reverse-copy!: puts the elements of from, in opposite order, at the
    ;; index of to, which grows when they go beyond its end
    (define-ranged (flexvector-copy! (to at from) start end) (flexvector-length from)
      (check-index "flexvector-copy!" to at (+ (flexvector-length to) 1))
      (let ((length (max (flexvector-length to) (+ at (- end start)))))
        (ensure-room! to length)
        (vector-copy! (room to) at (room from) start end)
        (set-length! to length)
        to))
    (define-ranged (flexvector-reverse-copy! (to at from) start end) (flexvector-length from)
      (flexvector-copy! to at (flexvector-reverse-copy from start end)))

    ;;; Iteration; several flexvectors end with the shortest.

    (define (shortest vectors)
      (let loop ((length (flexvector-length (car vectors))) (rest (cdr vectors)))
        (if (null? rest) length (loop (min length (flexvector-length (car rest))) (cdr rest)))))

    (define (elements vectors index)
      (map (lambda (vector) (flexvector-ref vector index)) vectors))

    ;; (flexvector-fold combine seed flexvector ...), flexvector-fold-right -> (combine result element ...) over the elements
    (define flexvector-fold
      (case-lambda
        ((combine seed vector)
         (let loop ((index 0) (result seed))
           (if (>= index (flexvector-length vector))
               result
               (loop (+ index 1) (combine result (vector-ref (room vector) index))))))
        ((combine seed . vectors)
         (let ((length (shortest vectors)))
           (let loop ((index 0) (result seed))
             (if (= index length) result (loop (+ index 1) (apply combine result (elements vectors index)))))))))
    (define (flexvector-fold-right combine seed . vectors)
      (let loop ((index (- (shortest vectors) 1)) (result seed))
        (if (< index 0) result (loop (- index 1) (apply combine result (elements vectors index))))))

    ;; (flexvector-map procedure flexvector ...) -> of the results; /index: the procedure gets the index, too; !: the first
    ;; flexvector gets the results
    (define (flexvector-map procedure . vectors) (map-to (make-flexvector (shortest vectors)) procedure vectors))
    (define (flexvector-map! procedure . vectors) (map-to (car vectors) procedure vectors))
    (define (flexvector-map/index procedure . vectors)
      (map-to/index (make-flexvector (shortest vectors)) procedure vectors))
    (define (flexvector-map/index! procedure . vectors) (map-to/index (car vectors) procedure vectors))

    (define (map-to result procedure vectors)
      (map-to/index result (lambda (index . objects) (apply procedure objects)) vectors))
    (define (map-to/index result procedure vectors)
      (let ((length (shortest vectors)))
        (let loop ((index 0))
          (when (< index length)
            (vector-set! (room result) index (apply procedure index (elements vectors index)))
            (loop (+ index 1))))
        result))

    ;; (flexvector-append-map procedure flexvector ...) -> of the elements of the results, which are flexvectors
    (define (flexvector-append-map procedure . vectors)
      (flexvector-concatenate (flexvector->list (apply flexvector-map procedure vectors))))
    (define (flexvector-append-map/index procedure . vectors)
      (flexvector-concatenate (flexvector->list (apply flexvector-map/index procedure vectors))))

    ;; (flexvector-filter satisfies? flexvector) -> of the elements that satisfy; !: it loses the others
    (define (flexvector-filter satisfies? vector) (flexvector-filter! satisfies? (flexvector-copy vector)))
    (define (flexvector-filter/index satisfies? vector) (flexvector-filter/index! satisfies? (flexvector-copy vector)))
    (define (flexvector-filter! satisfies? vector)
      (flexvector-filter/index! (lambda (index object) (satisfies? object)) vector))
    (define (flexvector-filter/index! satisfies? vector)
      (let ((length (flexvector-length vector)))
        (let loop ((index 0) (kept 0))
          (if (= index length)
              (shrink! vector kept)
              (let ((object (vector-ref (room vector) index)))
                (if (satisfies? index object)
                    (begin (vector-set! (room vector) kept object) (loop (+ index 1) (+ kept 1)))
                    (loop (+ index 1) kept)))))
        vector))

    ;; (flexvector-for-each procedure flexvector ...): calls in order
    (define (flexvector-for-each procedure . vectors)
      (apply flexvector-fold (lambda (result . objects) (apply procedure objects) #f) #f vectors))
    (define (flexvector-for-each/index procedure . vectors)
      (apply flexvector-fold (lambda (index . objects) (apply procedure index objects) (+ index 1)) 0 vectors))

    ;; (flexvector-count satisfies? flexvector ...) -> how often it holds
    (define (flexvector-count satisfies? . vectors)
      (apply flexvector-fold (lambda (count . objects) (if (apply satisfies? objects) (+ count 1) count)) 0 vectors))

    ;; (flexvector-cumulate combine seed flexvector) -> of the results of (combine result element) so far
    (define (flexvector-cumulate combine seed vector)
      (flexvector-map (lambda (object) (set! seed (combine seed object)) seed) vector))

    ;;; Searching

    ;; (flexvector-index satisfies? flexvector ...) -> the first index at which it holds, or #f; -right: the last; skip: does not
    ;; hold
    (define (flexvector-index satisfies? . vectors)
      (let ((length (shortest vectors)))
        (let loop ((index 0))
          (cond ((= index length) #f)
                ((apply satisfies? (elements vectors index)) index)
                (else (loop (+ index 1)))))))
    (define (flexvector-index-right satisfies? . vectors)
      (let loop ((index (- (shortest vectors) 1)))
        (cond ((< index 0) #f)
              ((apply satisfies? (elements vectors index)) index)
              (else (loop (- index 1))))))
    (define (complement satisfies?) (lambda objects (not (apply satisfies? objects))))
    (define (flexvector-skip satisfies? . vectors) (apply flexvector-index (complement satisfies?) vectors))
    (define (flexvector-skip-right satisfies? . vectors) (apply flexvector-index-right (complement satisfies?) vectors))

    ;; (flexvector-binary-search flexvector object compare [start [end]]) -> an index with (compare element object) = 0, or #f;
    ;; compare gives a negative number, zero or a positive one, and the elements are in its order. O(log n).
    (define-ranged (flexvector-binary-search (vector object compare) start end) (flexvector-length vector)
      (let loop ((low start) (high end))
        (and (< low high)
             (let* ((middle (quotient (+ low high) 2))
                    (order (compare (vector-ref (room vector) middle) object)))
               (cond ((= order 0) middle)
                     ((< order 0) (loop (+ middle 1) high))
                     (else (loop low middle)))))))

    ;; (flexvector-any satisfies? flexvector ...), flexvector-every -> the first true, the last value, or #f
    (define (flexvector-any satisfies? . vectors)
      (let ((length (shortest vectors)))
        (let loop ((index 0))
          (and (< index length)
               (or (apply satisfies? (elements vectors index)) (loop (+ index 1)))))))
    (define (flexvector-every satisfies? . vectors)
      (let ((length (shortest vectors)))
        (let loop ((index 0) (value #t))
          (if (or (not value) (= index length))
              value
              (loop (+ index 1) (apply satisfies? (elements vectors index)))))))

    ;; (flexvector-partition satisfies? flexvector) -> of the elements that do, and of those that do not satisfy
    (define (flexvector-partition satisfies? vector)
      (values (flexvector-filter satisfies? vector) (flexvector-filter (complement satisfies?) vector)))

    ;;; Conversion, of a range where there is one

    (define-ranged (flexvector->vector (vector) start end) (flexvector-length vector) (vector-copy (room vector) start end))
    (define-ranged (vector->flexvector (vector) start end) (vector-length vector)
      (make-raw (vector-copy vector start end) (- end start)))
    (define-ranged (flexvector->list (vector) start end) (flexvector-length vector) (vector->list (room vector) start end))
    (define-ranged (reverse-flexvector->list (vector) start end) (flexvector-length vector)
      (reverse (vector->list (room vector) start end)))
    (define (list->flexvector list)
      (let ((vector (list->vector list))) (make-raw vector (vector-length vector))))
    (define (reverse-list->flexvector list) (list->flexvector (reverse list)))
    (define-ranged (flexvector->string (vector) start end) (flexvector-length vector) (vector->string (room vector) start end))
    (define-ranged (string->flexvector (string) start end) (string-length string)
      (make-raw (string->vector string start end) (- end start)))

    ;; (flexvector->generator flexvector) -> generator of the elements; (generator->flexvector generator) -> of what it generates
    (define (flexvector->generator vector)
      (let ((index 0))
        (lambda ()
          (if (< index (flexvector-length vector))
              (let ((object (flexvector-ref vector index)))
                (set! index (+ index 1))
                object)
              (eof-object)))))
    (define (generator->flexvector generator)
      (flexvector-unfold eof-object? values (lambda (object) (generator)) (generator)))))
