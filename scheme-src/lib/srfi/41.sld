;;; SRFI 41: streams, lists whose elements and tails are computed when they are asked for. Deviations: none.
;;;
;;; A stream is a promise in a record of its own type, so that streams, promises and lists are told apart. The promise gives () or
;;; (promise of the first element . stream). All waiting goes through delay-force: a long search runs in constant space.
(define-library (srfi 41)
  (export stream-null stream-cons stream? stream-null? stream-pair? stream-car stream-cdr stream-lambda
          define-stream list->stream port->stream stream stream->list stream-append stream-concat stream-constant
          stream-drop stream-drop-while stream-filter stream-fold stream-for-each stream-from stream-iterate stream-length
          stream-let stream-map stream-match stream-of stream-range stream-ref stream-reverse stream-scan stream-take
          stream-take-while stream-unfold stream-unfolds stream-zip)
  (import (scheme base) (scheme case-lambda) (scheme lazy))
  (begin
    ;;; Primitives

    (define-record-type <stream>
      (make-stream promise)
      stream?
      (promise stream-promise))

    (define stream-null (make-stream (make-promise '())))

    (define-syntax stream-lazy
      (syntax-rules ()
        ((_ expression) (make-stream (delay-force (stream-promise expression))))))

    (define-syntax stream-cons
      (syntax-rules ()
        ((_ object stream) (make-stream (make-promise (cons (delay object) (stream-lazy stream)))))))

    (define-syntax stream-lambda
      (syntax-rules ()
        ((_ formals . body) (lambda formals (stream-lazy (let () . body))))))

    ;; (stream-pair? object), (stream-null? object): is it a stream, and with or without an element? Makes the first one.
    (define (stream-pair? object)
      (and (stream? object) (pair? (force (stream-promise object)))))

    (define (stream-null? object)
      (and (stream? object) (null? (force (stream-promise object)))))

    ;; (stream-car stream) -> the first element; stream-cdr: the stream behind it. An empty stream is an error.
    (define (stream-car stream) (force (car (opened 'stream-car stream))))
    (define (stream-cdr stream) (cdr (opened 'stream-cdr stream)))

    (define (opened who object)
      (let ((content (if (stream? object) (force (stream-promise object)) '())))
        (if (pair? content)
            content
            (error (string-append (symbol->string who) ": not a stream with elements") object))))

    (define (check-stream who object)
      (unless (stream? object) (error (string-append (symbol->string who) ": not a stream") object)))

    (define (check-procedure who object)
      (unless (procedure? object) (error (string-append (symbol->string who) ": not a procedure") object)))

    (define (check-count who object)
      (unless (and (exact-integer? object) (>= object 0))
        (error (string-append (symbol->string who) ": not a length") object)))

    ;;; Syntax

    (define-syntax define-stream
      (syntax-rules ()
        ((_ (name . formals) . body) (define name (stream-lambda formals . body)))))

    (define-syntax stream-let
      (syntax-rules ()
        ((_ name ((variable value) ...) . body)
         ((letrec ((name (stream-lambda (variable ...) . body))) name) value ...))))

    (define-syntax stream
      (syntax-rules ()
        ((_) stream-null)
        ((_ object . more) (stream-cons object (stream . more)))))

    ;; A pattern is (), (pattern . pattern), _ or a variable; a clause (pattern [fender] expression).
    (define-syntax stream-match
      (syntax-rules ()
        ((_ expression clause ...)
         (let ((object expression))
           (check-stream 'stream-match object)
           (match-clauses object clause ...)))))

    (define-syntax match-clauses
      (syntax-rules ()
        ((_ object) (error "stream-match: no pattern matches" object))
        ((_ object (pattern . answer) clause ...)
         (let ((next (lambda () (match-clauses object clause ...))))
           (match-pattern object pattern (next) . answer)))))

    (define-syntax match-pattern
      (syntax-rules (_)
        ((match-pattern object () otherwise . answer)
         (if (stream-null? object) (match-answer otherwise . answer) otherwise))
        ((match-pattern object (first . rest) otherwise . answer)
         (if (stream-pair? object)
             (let ((tail (stream-cdr object)))
               (match-first object first tail rest otherwise . answer))
             otherwise))
        ((match-pattern object _ otherwise . answer) (match-answer otherwise . answer))
        ((match-pattern object variable otherwise . answer)
         (let ((variable object)) (match-answer otherwise . answer)))))

    (define-syntax match-first
      (syntax-rules (_)
        ((match-first object _ tail rest otherwise . answer) (match-pattern tail rest otherwise . answer))
        ((match-first object variable tail rest otherwise . answer)
         (let ((variable (stream-car object))) (match-pattern tail rest otherwise . answer)))))

    (define-syntax match-answer
      (syntax-rules ()
        ((_ otherwise expression) expression)
        ((_ otherwise fender expression) (if fender expression otherwise))))

    ;; A clause is (variable in stream), (variable is expression) or a condition.
    (define-syntax stream-of
      (syntax-rules ()
        ((_ expression clause ...) (stream-of-clauses expression stream-null clause ...))))

    (define-syntax stream-of-clauses
      (syntax-rules (in is)
        ((_ expression base) (stream-cons expression base))
        ((_ expression base (variable in stream) clause ...)
         (stream-let loop ((rest stream))
           (if (stream-null? rest)
               base
               (let ((variable (stream-car rest)))
                 (stream-of-clauses expression (loop (stream-cdr rest)) clause ...)))))
        ((_ expression base (variable is value) clause ...)
         (let ((variable value)) (stream-of-clauses expression base clause ...)))
        ((_ expression base condition clause ...)
         (if condition (stream-of-clauses expression base clause ...) base))))

    ;;; Making

    ;; (list->stream list) -> stream of its elements
    (define (list->stream list)
      (unless (list? list) (error "list->stream: not a list" list))
      (stream-let loop ((rest list))
        (if (null? rest) stream-null (stream-cons (car rest) (loop (cdr rest))))))

    ;; (port->stream [port]) -> stream of the characters that are read
    (define port->stream
      (case-lambda
        (() (port->stream (current-input-port)))
        ((port)
         (unless (and (input-port? port) (textual-port? port)) (error "port->stream: not a textual input port" port))
         (stream-let loop ()
           (let ((char (read-char port)))
             (if (eof-object? char) stream-null (stream-cons char (loop))))))))

    (define-stream (stream-constant . objects)
      (if (null? objects)
          stream-null
          (stream-let loop ((rest objects))
            (if (null? rest) (loop objects) (stream-cons (car rest) (loop (cdr rest)))))))

    ;; (stream-from first [step]) -> the numbers first, first + step, ...
    (define stream-from
      (case-lambda
        ((first) (stream-from first 1))
        ((first step)
         (unless (and (number? first) (number? step)) (error "stream-from: not a number" first step))
         (stream-let loop ((number first)) (stream-cons number (loop (+ number step)))))))

    ;; (stream-range first past [step]) -> the same up to past, not included
    (define stream-range
      (case-lambda
        ((first past) (stream-range first past (if (< first past) 1 -1)))
        ((first past step)
         (unless (and (real? first) (real? past) (real? step)) (error "stream-range: not a real number" first past step))
         (let ((before? (if (< 0 step) < >)))
           (stream-let loop ((number first))
             (if (before? number past) (stream-cons number (loop (+ number step))) stream-null))))))

    ;; (stream-iterate procedure seed) -> seed, (procedure seed), ...
    (define (stream-iterate procedure seed)
      (check-procedure 'stream-iterate procedure)
      (stream-let loop ((seed seed)) (stream-cons seed (loop (procedure seed)))))

    ;; (stream-unfold mapper continue? successor seed) -> (mapper seed), (mapper (successor seed)), ... as long as continue?
    ;; holds of the seed
    (define (stream-unfold mapper continue? successor seed)
      (for-each (lambda (procedure) (check-procedure 'stream-unfold procedure)) (list mapper continue? successor))
      (stream-let loop ((seed seed))
        (if (continue? seed) (stream-cons (mapper seed) (loop (successor seed))) stream-null)))

    ;; generator: seed -> next seed and, for each stream, (object), #f for nothing now, or () for its end.
    ;; The generator is called once for each seed; the first call tells how many streams there are.
    (define (stream-unfolds generator seed)
      (check-procedure 'stream-unfolds generator)
      (define-stream (results-from seed)
        (call-with-values (lambda () (generator seed))
          (lambda (next . results) (stream-cons results (results-from next)))))
      (define (result-stream results index)
        (stream-let loop ((results results))
          (let ((result (list-ref (stream-car results) index)))
            (cond ((pair? result) (stream-cons (car result) (loop (stream-cdr results))))
                  ((null? result) stream-null)
                  ((not result) (loop (stream-cdr results)))
                  (else (error "stream-unfolds: not a result" result))))))
      (let* ((results (results-from seed)) (count (length (stream-car results))))
        (let loop ((index (- count 1)) (streams '()))
          (if (< index 0)
              (apply values streams)
              (loop (- index 1) (cons (result-stream results index) streams))))))

    ;;; Taking apart

    ;; (stream->list [count] stream) -> list of its (first) elements
    (define stream->list
      (case-lambda
        ((stream)
         (check-stream 'stream->list stream)
         (let loop ((rest stream))
           (if (stream-null? rest)
               '()
               (let ((object (stream-car rest))) (cons object (loop (stream-cdr rest)))))))
        ((count stream)
         (check-count 'stream->list count)
         (check-stream 'stream->list stream)
         (let loop ((left count) (rest stream))
           (if (or (= left 0) (stream-null? rest))
               '()
               (let ((object (stream-car rest))) (cons object (loop (- left 1) (stream-cdr rest)))))))))

    ;; (stream-drop count stream) -> the stream behind the first elements; stream-take: these
    (define (stream-drop count stream)
      (check-count 'stream-drop count)
      (check-stream 'stream-drop stream)
      (stream-let loop ((left count) (rest stream))
        (if (or (= left 0) (stream-null? rest)) rest (loop (- left 1) (stream-cdr rest)))))

    (define (stream-take count stream)
      (check-count 'stream-take count)
      (check-stream 'stream-take stream)
      (stream-let loop ((left count) (rest stream))
        (if (or (= left 0) (stream-null? rest))
            stream-null
            (stream-cons (stream-car rest) (loop (- left 1) (stream-cdr rest))))))

    ;; (stream-drop-while satisfied? stream) -> the stream from the first element on of which it does not hold;
    ;; stream-take-while: those before
    (define (stream-drop-while satisfied? stream)
      (check-procedure 'stream-drop-while satisfied?)
      (check-stream 'stream-drop-while stream)
      (stream-let loop ((rest stream))
        (if (and (stream-pair? rest) (satisfied? (stream-car rest))) (loop (stream-cdr rest)) rest)))

    (define (stream-take-while satisfied? stream)
      (check-procedure 'stream-take-while satisfied?)
      (check-stream 'stream-take-while stream)
      (stream-let loop ((rest stream))
        (if (and (stream-pair? rest) (satisfied? (stream-car rest)))
            (stream-cons (stream-car rest) (loop (stream-cdr rest)))
            stream-null)))

    ;; (stream-filter satisfied? stream) -> stream of the elements of which it holds
    (define (stream-filter satisfied? stream)
      (check-procedure 'stream-filter satisfied?)
      (check-stream 'stream-filter stream)
      (stream-let loop ((rest stream))
        (cond ((stream-null? rest) stream-null)
              ((satisfied? (stream-car rest)) (stream-cons (stream-car rest) (loop (stream-cdr rest))))
              (else (loop (stream-cdr rest))))))

    ;; (stream-fold combine seed stream) -> (combine result element) over all elements
    (define (stream-fold combine seed stream)
      (check-procedure 'stream-fold combine)
      (check-stream 'stream-fold stream)
      (let loop ((result seed) (rest stream))
        (if (stream-null? rest) result (loop (combine result (stream-car rest)) (stream-cdr rest)))))

    ;; (stream-length stream) -> number of its elements
    (define (stream-length stream)
      (check-stream 'stream-length stream)
      (let loop ((rest stream) (count 0))
        (if (stream-null? rest) count (loop (stream-cdr rest) (+ count 1)))))

    ;; (stream-ref stream index) -> that element; an error beyond the end
    (define (stream-ref stream index)
      (check-count 'stream-ref index)
      (check-stream 'stream-ref stream)
      (let loop ((rest stream) (left index))
        (cond ((stream-null? rest) (error "stream-ref: beyond the end of the stream" index))
              ((= left 0) (stream-car rest))
              (else (loop (stream-cdr rest) (- left 1))))))

    ;; (stream-reverse stream) -> stream of the elements, the last one first
    (define (stream-reverse stream)
      (check-stream 'stream-reverse stream)
      (stream-let loop ((rest stream) (result stream-null))
        (if (stream-null? rest)
            result
            (loop (stream-cdr rest) (stream-cons (stream-car rest) result)))))

    ;; (stream-scan combine seed stream) -> stream of the results of stream-fold after each element, the seed first
    (define (stream-scan combine seed stream)
      (check-procedure 'stream-scan combine)
      (check-stream 'stream-scan stream)
      (stream-let loop ((result seed) (rest stream))
        (if (stream-null? rest)
            (stream-cons result stream-null)
            (stream-cons result (loop (combine result (stream-car rest)) (stream-cdr rest))))))

    ;;; Several streams

    (define (any-null? streams)
      (and (pair? streams)
           (or (stream-null? (car streams)) (any-null? (cdr streams)))))

    ;; (stream-append stream ...) -> one behind the other; stream-concat: those of a stream of streams
    (define (stream-append . streams)
      (for-each (lambda (stream) (check-stream 'stream-append stream)) streams)
      (stream-let loop ((streams streams))
        (cond ((null? streams) stream-null)
              ((null? (cdr streams)) (car streams))
              ((stream-null? (car streams)) (loop (cdr streams)))
              (else
               (stream-cons (stream-car (car streams))
                            (loop (cons (stream-cdr (car streams)) (cdr streams))))))))

    (define (stream-concat streams)
      (check-stream 'stream-concat streams)
      (stream-let loop ((streams streams))
        (if (stream-null? streams)
            stream-null
            (stream-let inner ((rest (stream-car streams)))
              (if (stream-null? rest)
                  (loop (stream-cdr streams))
                  (stream-cons (stream-car rest) (inner (stream-cdr rest))))))))

    ;; (stream-for-each procedure stream ...): calls with the elements at one place until a stream ends; stream-map: stream of
    ;; the results
    (define (stream-for-each procedure stream . streams)
      (check-procedure 'stream-for-each procedure)
      (for-each (lambda (stream) (check-stream 'stream-for-each stream)) (cons stream streams))
      (let loop ((streams (cons stream streams)))
        (unless (any-null? streams)
          (apply procedure (map stream-car streams))
          (loop (map stream-cdr streams)))))

    (define (stream-map procedure stream . streams)
      (check-procedure 'stream-map procedure)
      (for-each (lambda (stream) (check-stream 'stream-map stream)) (cons stream streams))
      (stream-let loop ((streams (cons stream streams)))
        (if (any-null? streams)
            stream-null
            (stream-cons (apply procedure (map stream-car streams))
                         (loop (map stream-cdr streams))))))

    (define (stream-zip stream . streams)
      (for-each (lambda (stream) (check-stream 'stream-zip stream)) (cons stream streams))
      (apply stream-map list stream streams))))
