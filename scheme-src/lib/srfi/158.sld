;;; SRFI 158: generators, thunks that give one object at each call and then end-of-file objects, and accumulators, procedures that take
;;; objects and give a result for an end-of-file object. Deviations: none.
(define-library (srfi 158)
  (export generator circular-generator make-iota-generator make-range-generator make-coroutine-generator list->generator
          vector->generator reverse-vector->generator string->generator bytevector->generator
          make-for-each-generator make-unfold-generator
          gcons* gappend gflatten ggroup gmerge gmap gcombine gfilter gremove gstate-filter gtake gdrop gtake-while
          gdrop-while gdelete gdelete-neighbor-dups gindex gselect
          generator->list generator->reverse-list generator->vector generator->vector! generator->string generator-fold
          generator-map->list generator-for-each generator-find generator-count generator-any generator-every
          generator-unfold
          make-accumulator count-accumulator list-accumulator reverse-list-accumulator vector-accumulator
          reverse-vector-accumulator vector-accumulator! string-accumulator bytevector-accumulator
          bytevector-accumulator! sum-accumulator product-accumulator)
  (import (scheme base) (scheme case-lambda))
  (begin
    (define end (eof-object))

    ;;; Making generators

    ;; (generator object ...) -> generator of these; a generator gives one object at each call, then end-of-file objects
    (define (generator . objects) (list->generator objects))

    ;; (circular-generator object ...) -> generator of these, again and again
    (define (circular-generator . objects)
      (let ((rest objects))
        (lambda ()
          (when (null? rest) (set! rest objects))
          (let ((object (car rest)))
            (set! rest (cdr rest))
            object))))

    ;; (make-iota-generator count [start [step]]) -> generator of start, start + step, ...
    (define make-iota-generator
      (case-lambda
        ((count) (make-iota-generator count 0 1))
        ((count start) (make-iota-generator count start 1))
        ((count start step)
         (let ((index 0))
           (lambda ()
             (if (< index count)
                 (let ((number (+ start (* index step))))
                   (set! index (+ index 1))
                   number)
                 end))))))

    ;; (make-range-generator start [end [step]]) -> generator of the numbers from start up to end, without end when not given
    (define make-range-generator
      (case-lambda
        ((start)
         (lambda ()
           (let ((number start))
             (set! start (+ start 1))
             number)))
        ((start past) (make-range-generator start past 1))
        ((start past step)
         (lambda ()
           (if (< start past)
               (let ((number start))
                 (set! start (+ start step))
                 number)
               end)))))

    ;; procedure: of a procedure that gives its argument to the generator's caller.
    ;; (make-coroutine-generator procedure) -> generator of what the procedure hands to its argument
    (define (make-coroutine-generator procedure)
      (define return #f)
      (define (yield object)
        (call-with-current-continuation
         (lambda (continue)
           (set! resume (lambda () (continue #f)))
           (return object))))
      (define (resume)
        (procedure yield)
        (set! resume (lambda () (return end)))
        (return end))
      (lambda ()
        (call-with-current-continuation
         (lambda (continuation)
           (set! return continuation)
           (resume)))))

    (define (list->generator list)
      (lambda ()
        (if (null? list)
            end
            (let ((object (car list)))
              (set! list (cdr list))
              object))))

    (define-syntax define-indexed
      (syntax-rules ()
        ((_ name size ref)
         (define name
           (case-lambda
             ((sequence) (name sequence 0 (size sequence)))
             ((sequence start) (name sequence start (size sequence)))
             ((sequence start past)
              (lambda ()
                (if (< start past)
                    (let ((object (ref sequence start)))
                      (set! start (+ start 1))
                      object)
                    end))))))))

    (define-indexed vector->generator vector-length vector-ref)
    (define-indexed string->generator string-length string-ref)
    (define-indexed bytevector->generator bytevector-length bytevector-u8-ref)

    (define reverse-vector->generator
      (case-lambda
        ((vector) (reverse-vector->generator vector 0 (vector-length vector)))
        ((vector start) (reverse-vector->generator vector start (vector-length vector)))
        ((vector start past)
         (lambda ()
           (if (< start past)
               (begin
                 (set! past (- past 1))
                 (vector-ref vector past))
               end)))))

    ;; each: procedure of a procedure and the collection.
    ;; (make-for-each-generator for-each collection) -> generator of what for-each calls its procedure with
    (define (make-for-each-generator each collection)
      (make-coroutine-generator (lambda (yield) (each yield collection))))

    ;; (make-unfold-generator stop? mapper successor seed) -> generator of (mapper seed), (mapper (successor seed)) ... until
    ;; stop? holds
    (define (make-unfold-generator stop? mapper successor seed)
      (lambda ()
        (if (stop? seed)
            end
            (let ((object (mapper seed)))
              (set! seed (successor seed))
              object))))

    ;;; From generators to generators

    ;; (gcons* object ... generator) -> generator of the objects, then of the generator's
    (define (gcons* . arguments)
      (lambda ()
        (cond ((null? arguments) end)
              ((null? (cdr arguments)) ((car arguments)))
              (else
               (let ((object (car arguments)))
                 (set! arguments (cdr arguments))
                 object)))))

    ;; (gappend generator ...) -> generator of the objects of one after the other
    (define (gappend . generators)
      (lambda ()
        (let loop ()
          (if (null? generators)
              end
              (let ((object ((car generators))))
                (if (eof-object? object)
                    (begin
                      (set! generators (cdr generators))
                      (loop))
                    object))))))

    ;; (gflatten generator) -> generator of the elements of the lists that the generator gives
    (define (gflatten lists)
      (let ((current '()))
        (lambda ()
          (let loop ()
            (cond ((eof-object? current) end)
                  ((pair? current)
                   (let ((object (car current)))
                     (set! current (cdr current))
                     object))
                  (else
                   (set! current (lists))
                   (loop)))))))

    ;; Lists of so many objects; the last is shorter or, with padding, filled up.
    ;; (ggroup generator count [padding]) -> generator of lists of count objects; the last may be shorter, or is filled up
    (define ggroup
      (case-lambda
        ((generator count) (group generator count #f #f))
        ((generator count padding) (group generator count #t padding))))

    (define (group generator count pad? padding)
      (lambda ()
        (let loop ((left count) (objects '()))
          (if (= left 0)
              (reverse objects)
              (let ((object (generator)))
                (cond ((not (eof-object? object)) (loop (- left 1) (cons object objects)))
                      ((= left count) end)
                      (pad? (append (reverse objects) (make-list left padding)))
                      (else (reverse objects))))))))

    ;; (gmerge less? generator ...) -> generator of the objects of sorted generators, sorted
    (define gmerge
      (case-lambda
        ((less? generator) generator)
        ((less? one other) (merge-two less? one other))
        ((less? one other . more) (apply gmerge less? (merge-two less? one other) more))))

    (define (merge-two less? one other)
      (let ((first (one)) (second (other)))
        (lambda ()
          (if (or (eof-object? first)
                  (and (not (eof-object? second)) (less? second first)))
              (let ((object second))
                (unless (eof-object? second) (set! second (other)))
                object)
              (let ((object first))
                (set! first (one))
                object)))))

    ;; The next object of each, or #f when one has ended.
    (define (next-of-all generators)
      (let loop ((rest generators) (objects '()))
        (if (null? rest)
            (reverse objects)
            (let ((object ((car rest))))
              (and (not (eof-object? object)) (loop (cdr rest) (cons object objects)))))))

    ;; (gmap procedure generator ...) -> generator of the results, until one is at its end
    (define gmap
      (case-lambda
        ((procedure generator)
         (lambda ()
           (let ((object (generator)))
             (if (eof-object? object) end (procedure object)))))
        ((procedure . generators)
         (lambda ()
           (let ((objects (next-of-all generators)))
             (if objects (apply procedure objects) end))))))

    ;; (procedure object … seed) -> object, seed
    ;; (gcombine procedure seed generator ...) -> generator of the first values of (procedure object ... seed), whose second
    ;; values are the next seeds
    (define (gcombine procedure seed . generators)
      (lambda ()
        (let ((objects (next-of-all generators)))
          (if objects
              (let-values (((object next) (apply procedure (append objects (list seed)))))
                (set! seed next)
                object)
              end))))

    ;; (gfilter satisfied? generator) -> generator of the objects of which it holds; gremove: of which it does not
    (define (gfilter satisfied? generator)
      (lambda ()
        (let loop ()
          (let ((object (generator)))
            (if (or (eof-object? object) (satisfied? object)) object (loop))))))

    (define (gremove satisfied? generator)
      (gfilter (lambda (object) (not (satisfied? object))) generator))

    ;; (procedure object seed) -> keep?, seed
    ;; (gstate-filter procedure seed generator) -> generator of the objects of which the first value of (procedure object state)
    ;; is true; the second is the next state
    (define (gstate-filter procedure seed generator)
      (lambda ()
        (let loop ()
          (let ((object (generator)))
            (if (eof-object? object)
                object
                (let-values (((keep? next) (procedure object seed)))
                  (set! seed next)
                  (if keep? object (loop))))))))

    ;; (gtake generator count [padding]) -> generator of the first objects; gdrop: of the others
    (define gtake
      (case-lambda
        ((generator count)
         (lambda ()
           (if (> count 0)
               (begin
                 (set! count (- count 1))
                 (generator))
               end)))
        ((generator count padding)
         (lambda ()
           (if (> count 0)
               (let ((object (generator)))
                 (set! count (- count 1))
                 (if (eof-object? object) padding object))
               end)))))

    (define (gdrop generator count)
      (lambda ()
        (let loop ()
          (if (> count 0)
              (begin
                (set! count (- count 1))
                (if (eof-object? (generator))
                    (begin (set! count 0) end)
                    (loop)))
              (generator)))))

    ;; (gtake-while satisfied? generator) -> generator of the objects as long as it holds; gdrop-while: of the others
    (define (gtake-while satisfied? generator)
      (let ((ended? #f))
        (lambda ()
          (if ended?
              end
              (let ((object (generator)))
                (if (and (not (eof-object? object)) (satisfied? object))
                    object
                    (begin
                      (set! ended? #t)
                      end)))))))

    (define (gdrop-while satisfied? generator)
      (let ((found? #f))
        (lambda ()
          (let loop ()
            (let ((object (generator)))
              (if (or found? (eof-object? object) (not (satisfied? object)))
                  (begin
                    (set! found? #t)
                    object)
                  (loop)))))))

    ;; (gdelete object generator [same?]) -> generator without the objects that are the same
    (define gdelete
      (case-lambda
        ((object generator) (gdelete object generator equal?))
        ((object generator same?) (gremove (lambda (other) (same? object other)) generator))))

    ;; (gdelete-neighbor-dups generator [same?]) -> generator without those that are the same as the one before
    (define gdelete-neighbor-dups
      (case-lambda
        ((generator) (gdelete-neighbor-dups generator equal?))
        ((generator same?)
         (let ((first? #t) (previous #f))
           (gfilter (lambda (object)
                      (let ((keep? (or first? (not (same? previous object)))))
                        (set! first? #f)
                        (when keep? (set! previous object))
                        keep?))
                    generator)))))

    ;; The objects at the indices, which grow.
    ;; (gindex generator indices) -> generator of the objects at the indices, a growing generator
    (define (gindex generator indices)
      (let ((at 0))
        (lambda ()
          (let ((index (indices)))
            (if (eof-object? index)
                end
                (let loop ()
                  (let ((object (generator)))
                    (set! at (+ at 1))
                    (if (or (eof-object? object) (= at (+ index 1))) object (loop)))))))))

    ;; (gselect generator answers) -> generator of the objects at the places where the other generator is true
    (define (gselect generator choices)
      (lambda ()
        (let loop ()
          (let ((object (generator)) (choice (choices)))
            (cond ((or (eof-object? object) (eof-object? choice)) end)
                  (choice object)
                  (else (loop)))))))

    ;;; From generators to results

    ;; (generator-fold combine seed generator ...) -> (combine object ... result) until one is at its end
    (define generator-fold
      (case-lambda
        ((combine seed generator)
         (let loop ((result seed))
           (let ((object (generator)))
             (if (eof-object? object) result (loop (combine object result))))))
        ((combine seed . generators)
         (let loop ((result seed))
           (let ((objects (next-of-all generators)))
             (if objects (loop (apply combine (append objects (list result)))) result))))))

    ;; (generator->reverse-list generator [count]) -> the same, the last one first
    (define generator->reverse-list
      (case-lambda
        ((generator) (generator-fold cons '() generator))
        ((generator count) (generator-fold cons '() (gtake generator count)))))

    ;; (generator->list generator [count]) -> list of the objects; of at most count
    (define (generator->list . arguments) (reverse (apply generator->reverse-list arguments)))
    ;; (generator->vector generator [count]) -> vector of the objects
    (define (generator->vector . arguments) (list->vector (apply generator->list arguments)))
    ;; (generator->string generator [count]) -> string of the characters
    (define (generator->string . arguments) (list->string (apply generator->list arguments)))

    ;; -> how many were stored
    ;; (generator->vector! vector at generator) -> how many objects went into the vector
    (define (generator->vector! vector at generator)
      (let loop ((index at))
        (if (= index (vector-length vector))
            (- index at)
            (let ((object (generator)))
              (if (eof-object? object)
                  (- index at)
                  (begin
                    (vector-set! vector index object)
                    (loop (+ index 1))))))))

    (define (generator-map->list procedure . generators) (generator->list (apply gmap procedure generators)))

    ;; (generator-for-each procedure generator ...): calls with the objects
    (define (generator-for-each procedure . generators)
      (let loop ()
        (let ((objects (next-of-all generators)))
          (when objects
            (apply procedure objects)
            (loop)))))

    ;; (generator-find satisfied? generator) -> the first object of which it holds, or #f
    (define (generator-find satisfied? generator)
      (let ((object ((gfilter satisfied? generator))))
        (if (eof-object? object) #f object)))

    ;; (generator-count satisfied? generator) -> of how many it holds
    (define (generator-count satisfied? generator)
      (generator-fold (lambda (object count) (if (satisfied? object) (+ count 1) count)) 0 generator))

    ;; (generator-any satisfied? generator) -> the first true answer, or #f; generator-every: the last answer when all are true,
    ;; else #f
    (define (generator-any satisfied? generator)
      (let loop ()
        (let ((object (generator)))
          (and (not (eof-object? object))
               (or (satisfied? object) (loop))))))

    (define (generator-every satisfied? generator)
      (let loop ((answer #t))
        (let ((object (generator)))
          (if (eof-object? object)
              answer
              (let ((answer (satisfied? object)))
                (and answer (loop answer)))))))

    ;; (generator-unfold generator unfold argument ...) -> what unfold makes of the objects
    (define (generator-unfold generator unfold . arguments)
      (apply unfold eof-object? (lambda (object) object) (lambda (object) (generator)) (generator) arguments))

    ;;; Accumulators

    ;; (make-accumulator combine seed finish) -> accumulator: called with an object, the state becomes (combine object state);
    ;; with an end-of-file object it gives (finish state)
    (define (make-accumulator combine seed finish)
      (lambda (object)
        (if (eof-object? object)
            (finish seed)
            (set! seed (combine object seed)))))

    (define (itself object) object)
    (define (count-accumulator) (make-accumulator (lambda (object count) (+ count 1)) 0 itself))
    (define (list-accumulator) (make-accumulator cons '() reverse))
    (define (reverse-list-accumulator) (make-accumulator cons '() itself))
    (define (vector-accumulator) (make-accumulator cons '() (lambda (list) (list->vector (reverse list)))))
    (define (reverse-vector-accumulator) (make-accumulator cons '() list->vector))
    (define (string-accumulator) (make-accumulator cons '() (lambda (list) (list->string (reverse list)))))
    (define (bytevector-accumulator)
      (make-accumulator cons '() (lambda (list) (apply bytevector (reverse list)))))
    (define (sum-accumulator) (make-accumulator + 0 itself))
    (define (product-accumulator) (make-accumulator * 1 itself))

    (define (vector-accumulator! vector at)
      (make-accumulator (lambda (object index) (vector-set! vector index object) (+ index 1)) at (lambda (index) vector)))
    (define (bytevector-accumulator! bytes at)
      (make-accumulator (lambda (byte index) (bytevector-u8-set! bytes index byte) (+ index 1)) at (lambda (index) bytes)))))
