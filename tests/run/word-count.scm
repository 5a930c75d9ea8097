;;; Writes a large file of words, counts the words in it with a hash table, prints the most frequent.
;; engines: native executable stress
(import (scheme base) (scheme write) (scheme file) (scheme char) (suo hash-table))

(define file "words.txt")
(define vocabulary
  '#("alpha" "beta" "gamma" "delta" "epsilon" "zeta" "eta" "theta" "iota" "kappa" "lambda" "mu" "nu" "xi" "omicron" "pi"
     "rho" "sigma" "tau" "upsilon" "phi" "chi" "psi" "omega" "λόγος" "naïve"))
(define seed 42)
(define (random n)
  (set! seed (modulo (+ (* seed 1103515245) 12345) 2147483648))
  (modulo (quotient seed 65536) n))

(define (generate words)
  (call-with-output-file file
    (lambda (port)
      (let loop ((i 0))
        (when (< i words)
          (write-string (vector-ref vocabulary (quotient (* (random 26) (random 26)) 25)) port)
          (write-string (case (random 10) ((0) "\n") ((1) ", ") ((2) ".  ") (else " ")) port)
          (loop (+ i 1)))))))

(define (for-each-word procedure port)
  (let loop ((characters '()))
    (let ((c (read-char port)))
      (cond ((and (char? c) (not (memv c '(#\space #\newline #\. #\,))))
             (loop (cons c characters)))
            (else
             (unless (null? characters) (procedure (list->string (reverse characters))))
             (unless (eof-object? c) (loop '())))))))

(define (count-words)
  (let ((counts (make-equal-hash-table)) (total 0))
    (call-with-input-file file
      (lambda (port)
        (for-each-word
         (lambda (word)
           (set! total (+ total 1))
           (hash-table-set! counts word (+ 1 (hash-table-ref counts word (lambda () 0)))))
         port)))
    (display total) (display " words, ") (display (hash-table-count counts)) (display " different") (newline)
    counts))

(define (insert pair sorted)
  (if (or (null? sorted)
          (> (cdr pair) (cdar sorted))
          (and (= (cdr pair) (cdar sorted)) (string<? (car pair) (caar sorted))))
      (cons pair sorted)
      (cons (car sorted) (insert pair (cdr sorted)))))
(define (sort-counts pairs)
  (let loop ((pairs pairs) (sorted '()))
    (if (null? pairs) sorted (loop (cdr pairs) (insert (car pairs) sorted)))))

(define (count-lines)
  (call-with-input-file file
    (lambda (port)
      (let loop ((lines 0) (longest 0))
        (let ((line (read-line port)))
          (if (eof-object? line)
              (list lines longest)
              (loop (+ lines 1) (max longest (string-length line)))))))))

(generate 100000)
(for-each (lambda (pair) (display (car pair)) (display " ") (display (cdr pair)) (newline))
          (sort-counts (hash-table->alist (count-words))))
(write (count-lines))
(newline)
(delete-file file)
(write (file-exists? file))
(newline)
